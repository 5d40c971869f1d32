import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import express, { Router, type RequestHandler } from 'express'
import { Problem } from './problem.ts'

/** Where the screens come from: built files, or the build tool itself while developing. */
export type ClientFiles =
  | { readonly type: 'built'; readonly directory: string }
  | { readonly type: 'middleware'; readonly handler: RequestHandler }

/** Addresses that a browser may open; the page finds out by itself what to show. */
const pages = ['/', '/wall', '/wall/:screen', '/lead', '/me', '/pair']

/** The pages and their files. Files with a hash in their name never change; the page itself is asked anew. */
export function clientRoutes(client: ClientFiles): Router {
  if (client.type === 'middleware') return Router().use(client.handler)
  const page = join(client.directory, 'index.html')
  const hashed = `${sep}assets${sep}`
  return Router()
    .use(
      express.static(client.directory, {
        index: false,
        redirect: false,
        setHeaders(response, path) {
          response.setHeader(
            'Cache-Control',
            path.includes(hashed) ? 'public, max-age=31536000, immutable' : 'no-cache',
          )
        },
      }),
    )
    .get(pages, (_request, response) => {
      if (!existsSync(page)) throw new Problem('CLIENT_NOT_BUILT', `No page at ${pages[0]}`)
      response.setHeader('Cache-Control', 'no-cache')
      response.sendFile('index.html', { root: client.directory, cacheControl: false })
    })
}

/** Names a built client; changes with every build, so that pages of another one reload. Empty: not built. */
export function buildName(client: ClientFiles): string {
  if (client.type !== 'built') return ''
  const page = join(client.directory, 'index.html')
  if (!existsSync(page)) return ''
  return createHash('sha256').update(readFileSync(page)).digest('hex').slice(0, 12)
}
