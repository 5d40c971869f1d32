import { once } from 'node:events'
import { createConnection, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A TCP proxy in front of a unix socket that can misbehave as networks do. */
export interface ChaosProxy {
  readonly url: string
  /** Lets the next request that holds this text through and cuts the connection instead of replying. */
  cutReplyTo(text: string): Promise<void>
  /** Swallows everything in both directions, accepts connections and says nothing. */
  blackHole(on: boolean): void
  /** Cuts every connection now. */
  cutAll(): void
  close(): Promise<void>
}

export async function startChaosProxy(target: string): Promise<ChaosProxy> {
  const sockets = new Set<Socket>()
  let hole = false
  let cutText: string | null = null
  let onCut: () => void = () => {}

  const serve = (client: Socket): void => {
    const upstream = createConnection(target)
    let cutting = false
    let before = Buffer.alloc(0)
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        client.destroy()
        upstream.destroy()
      })
    }
    client.on('data', (data) => {
      if (hole) return
      // The text may lie across two pieces.
      const seen = Buffer.concat([before, data])
      before = seen.subarray(Math.max(0, seen.length - 256))
      if (cutText !== null && seen.includes(cutText)) {
        cutText = null
        cutting = true
      }
      upstream.write(data)
    })
    upstream.on('data', (data) => {
      if (hole) return
      if (!cutting) client.write(data)
      else {
        client.destroy()
        onCut()
      }
    })
  }
  const server = createServer(serve).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cutAll = (): void => {
    for (const socket of sockets) socket.destroy()
  }
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cutReplyTo: (text) => {
      cutText = text
      return new Promise((resolve) => {
        onCut = resolve
      })
    },
    blackHole: (on) => {
      hole = on
    },
    cutAll,
    close: async () => {
      cutAll()
      server.close()
      await once(server, 'close')
    },
  }
}
