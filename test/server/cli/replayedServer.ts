import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { decodeEvent, isRefusal } from '../../../server/sources/eventSchema.ts'
import type { FloorEvent } from '../../../shared/events.ts'

interface Said {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
}

export interface ReplayedServer {
  readonly url: string
  /** Every event taken, in order, once. */
  readonly events: FloorEvent[]
  readonly requests: { readonly path: string; readonly token: string; readonly events: number }[]
  /** Answers for the next requests, before they are looked at; then it is itself again. */
  readonly next: (Said | 'hang up' | 'take and hang up')[]
  /** What its wall shows; null until it is ready. */
  view: object | null
  close(): Promise<void>
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += (chunk as Buffer).toString()
  return text
}

/** The door of a server over real HTTP: decodes strictly, keeps what is new. */
export async function replayedServer(port = 0): Promise<ReplayedServer> {
  const events: FloorEvent[] = []
  const requests: ReplayedServer['requests'][number][] = []
  const next: ReplayedServer['next'] = []
  const known = new Set<string>()
  const take = (lines: readonly string[]) => {
    const answer = { accepted: 0, duplicates: 0, rejected: [] as unknown[] }
    for (const [index, line] of lines.entries()) {
      const event = decodeEvent(JSON.parse(line))
      if (isRefusal(event)) answer.rejected.push({ index, reason: event.reason })
      else if (known.has(`${event.source} ${event.id}`)) answer.duplicates += 1
      else {
        answer.accepted += 1
        known.add(`${event.source} ${event.id}`)
        events.push(event)
      }
    }
    return answer
  }
  async function close(): Promise<void> {
    http.closeAllConnections()
    await new Promise((closed) => {
      http.close(closed)
    })
  }
  const server = { url: '', events, requests, next, view: null as object | null, close }
  const http = createServer((request, response) => {
    if (request.method === 'GET') {
      response.writeHead(server.view ? 200 : 503, { 'Content-Type': 'application/json' })
      response.end(JSON.stringify(server.view ?? { error: { code: 'NOT_READY' } }))
      return
    }
    void (async () => {
      const lines = (await textOf(request)).split('\n')
      const token = request.headers.authorization ?? ''
      requests.push({ path: request.url ?? '', token, events: lines.length })
      const said = next.shift()
      if (said === 'take and hang up') take(lines)
      if (typeof said === 'string') {
        request.socket.destroy()
        return
      }
      const { status, headers = {}, body } = said ?? { status: 202, body: take(lines) }
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers })
      response.end(JSON.stringify(body ?? {}))
    })()
  })
  await new Promise<void>((listening) => {
    http.listen(port, '127.0.0.1', listening)
  })
  onTestFinished(close)
  const { port: bound } = http.address() as AddressInfo
  server.url = `http://127.0.0.1:${bound}`
  return server
}
