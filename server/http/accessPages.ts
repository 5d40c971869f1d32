import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { Router } from 'express'

const directory = fileURLToPath(new URL('./pages/', import.meta.url))

/** Television sets and bare machines have no Chinese letters of their own. */
const fonts = dirname(
  fileURLToPath(import.meta.resolve('@fontsource-variable/noto-sans-sc/index.css')),
)

/** Plain pages for letting devices in; they work before any screen of the product does. */
const files: Readonly<Record<string, string>> = {
  '/join': 'join.html',
  '/join.js': 'join.js',
  '/pair': 'pair.html',
  '/pair.js': 'pair.js',
  '/enter': 'enter.html',
  '/enter.js': 'enter.js',
  '/access.css': 'access.css',
}

/** `/join` on the screen to be let in, `/pair` where it is approved, `/enter` behind an agent's link. [R3] [R6] */
export function accessPages(): Router {
  const router = Router()
  for (const [path, file] of Object.entries(files)) {
    router.get(path, (_request, response) => {
      response.setHeader('Cache-Control', 'no-store')
      response.sendFile(file, { root: directory, cacheControl: false })
    })
  }
  return router.use('/access-fonts', express.static(fonts, { index: false, maxAge: '1d' }))
}
