import { createServer, request } from 'node:http'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, expect, test } from 'vitest'
import { attachDevClient } from '../../../server/http/devClient.ts'

let server: Server | undefined

afterEach(async () => {
  const closing = server
  server = undefined
  if (!closing) return
  const closed = new Promise((done) => closing.close(done))
  closing.closeAllConnections()
  await closed
})

/** A server with one route and a strict policy of its own, the client's sources behind it. */
async function developmentServer(): Promise<number> {
  const app = express()
  app.use((_request, response, next) => {
    response.setHeader('Content-Security-Policy', "script-src 'self'")
    next()
  })
  app.get('/api/v1/view', (_request, response) => void response.json({ own: true }))
  server = createServer(app)
  await attachDevClient(app, server)
  await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
  return (server.address() as AddressInfo).port
}

/** What the server agrees to when a page asks for this protocol on a socket. */
const agreedProtocol = (port: number, protocol: string): Promise<string | undefined> =>
  new Promise((done, fail) => {
    const asking = request({
      host: '127.0.0.1',
      port,
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.from('sixteen bytes ok').toString('base64'),
        'sec-websocket-protocol': protocol,
      },
    })
    asking.on('upgrade', (response, socket) => {
      socket.destroy()
      done(response.headers['sec-websocket-protocol'])
    })
    asking.on('error', fail)
    asking.end()
  })

test('one port serves the routes, the page from its sources, and hot reload', async () => {
  const port = await developmentServer()
  const get = (path: string, accept: string) =>
    fetch(`http://127.0.0.1:${port}${path}`, { headers: { accept } })

  expect(await (await get('/api/v1/view', 'application/json')).json()).toEqual({ own: true })

  for (const path of ['/', '/wall/main']) {
    const page = await get(path, 'text/html')
    expect(await page.text()).toContain('/@vite/client')
    expect(page.headers.get('content-security-policy')).toBeNull()
  }

  expect(await agreedProtocol(port, 'vite-hmr')).toBe('vite-hmr')
})
