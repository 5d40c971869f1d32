import { fileURLToPath } from 'node:url'
import { Router } from 'express'

const directory = fileURLToPath(new URL('./pages/', import.meta.url))

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
  return router
}
