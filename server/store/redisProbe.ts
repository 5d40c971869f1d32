import { createConnection } from 'node:net'

/** What a Redis at a socket says of itself. */
export type Probe =
  | { readonly type: 'absent' }
  | { readonly type: 'loading' }
  | { readonly type: 'silent' }
  | { readonly type: 'ready'; readonly pid: number }

const PROBE_TIMEOUT = 500

function judge(reply: string): Probe {
  if (reply.startsWith('-LOADING')) return { type: 'loading' }
  const pid = /process_id:(\d+)/.exec(reply)?.[1]
  const loading = /\nloading:1/.test(reply)
  if (pid === undefined) return { type: 'silent' }
  return loading ? { type: 'loading' } : { type: 'ready', pid: Number(pid) }
}

/** Asks the Redis at a unix socket for its process id, without a client. */
export function probeRedis(socket: string): Promise<Probe> {
  return new Promise((resolve) => {
    const connection = createConnection(socket)
    let reply = ''
    const finish = (probe: Probe): void => {
      connection.destroy()
      resolve(probe)
    }
    connection.setTimeout(PROBE_TIMEOUT, () => finish({ type: 'silent' }))
    connection.once('error', () => finish({ type: 'absent' }))
    connection.once('connect', () =>
      connection.write('INFO server\r\nINFO persistence\r\nQUIT\r\n'),
    )
    connection.on('data', (part) => {
      reply += part.toString('latin1')
    })
    connection.once('end', () => finish(judge(reply)))
  })
}
