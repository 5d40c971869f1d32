import { keepToken, type DeviceRole } from './deviceToken.ts'

const MINUTE = 60_000
const MINUTES_A_DAY = 1440

/** Where the question goes, so that a test can answer it. */
export interface RenewPorts {
  readonly ask: (path: string, request: RequestInit) => Promise<Response>
  readonly storage: Pick<Storage, 'setItem'>
  /** Runs something every so many ms; returns what ends it. */
  readonly every: (ms: number, run: () => void) => () => void
}

const browserPorts = (): RenewPorts => ({
  ask: (path, request) => fetch(path, request),
  storage: localStorage,
  every: (ms, run) => {
    const timer = setInterval(run, ms)
    return () => clearInterval(timer)
  },
})

/**
 * Asks after a minute, when the page has nothing better to do, and then once a day whether the token has had its week; the one that takes its place is kept and handed
 * on, for the next connection. [R4] @returns what ends it.
 */
export function renewToken(
  role: DeviceRole,
  token: string,
  renewed: (token: string) => void,
  ports: RenewPorts = browserPorts(),
): () => void {
  if (token === '') return () => {}
  let current = token
  const look = async (): Promise<void> => {
    const headers = { authorization: `Bearer ${current}` }
    const request = { method: 'POST', headers, credentials: 'omit' } as const
    const answer = await ports.ask('/api/v1/access/renew', request)
    const fresh = answer.ok ? tokenIn(await answer.json()) : null
    if (fresh === null) return
    current = fresh
    keepToken(role, ports.storage, fresh)
    renewed(fresh)
  }
  // Without a connection the token stays as it is; the next day asks again.
  let minutes = 0
  return ports.every(MINUTE, () => {
    if (minutes % MINUTES_A_DAY === 0) void look().catch(() => {})
    minutes += 1
  })
}

function tokenIn(answer: unknown): string | null {
  if (typeof answer !== 'object' || answer === null || !('token' in answer)) return null
  return typeof answer.token === 'string' ? answer.token : null
}
