import type { Server } from 'node:http'
import { resolve } from 'node:path'
import { Router, type IRouter } from 'express'
import type { ClientFiles } from './clientRoutes.ts'

/**
 * Serves the client straight from its sources, with hot reload, on the server's own port (`npm run dev`).
 * Call it after every route of the server: it answers whatever is left, unknown paths with the page.
 * Loads vite only when called, so that a production start never needs it.
 */
export async function attachDevClient(
  app: Pick<IRouter, 'use'>,
  httpServer: Server,
): Promise<void> {
  const { createServer } = await import('vite')
  const vite = await createServer({
    // `npm run dev` runs in the checkout.
    root: resolve('client'),
    appType: 'spa',
    // Without the temporary file of the other loaders, at which `tsx watch` would start the server again.
    configLoader: 'runner',
    server: { middlewareMode: true, hmr: { server: httpServer } },
  })
  app.use((_request, response, next) => {
    // Hot reload works with inline scripts, which the product's own policy forbids.
    response.removeHeader('Content-Security-Policy')
    next()
  })
  app.use(vite.middlewares)
  httpServer.once('close', () => void vite.close())
}

/** The same as what `createApp` takes for its client. */
export async function hotClient(httpServer: Server): Promise<ClientFiles> {
  const handler = Router()
  await attachDevClient(handler, httpServer)
  return { type: 'middleware', handler }
}
