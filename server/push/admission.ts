import type { IncomingHttpHeaders } from 'node:http'

/**
 * Whether a page of this origin may open a socket: the same host, or exactly one of the allowed origins.
 * Without an Origin header it is no browser, and no page can forge its absence.
 */
export function originAllowed(headers: IncomingHttpHeaders, allowed: ReadonlySet<string>): boolean {
  const { origin, host } = headers
  if (origin === undefined) return true
  if (!URL.canParse(origin)) return false
  const page = new URL(origin)
  if (page.protocol !== 'http:' && page.protocol !== 'https:') return false
  return page.host === host?.toLowerCase() || allowed.has(page.origin)
}

/** The origins among these addresses. Throws on what is no http address, naming it. */
export function originsOf(addresses: readonly string[]): ReadonlySet<string> {
  return new Set(
    addresses.map((address) => {
      if (URL.canParse(address) && /^https?:$/.test(new URL(address).protocol))
        return new URL(address).origin
      throw new Error(`"${address}" is no origin: write it like https://wall.example.com`)
    }),
  )
}
