import { z } from 'zod'

const answerWithin = 5000

const view = z.object({
  site: z.object({ id: z.string() }),
  freshness: z.string(),
  replay: z.unknown(),
})

/**
 * The id of the site when it lives on events of its own, which a recording would mix with. [T6]
 * @returns null when a recording may be played there; also when the server does not say, as sending tells why.
 */
export async function liveSite(url: string, site: string | undefined): Promise<string | null> {
  const address = new URL('/api/v1/view?role=wall', url)
  if (site !== undefined) address.searchParams.set('site', site)
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(answerWithin) })
    const shown = view.safeParse(await answer.json())
    if (!shown.success) return null
    const { freshness, replay } = shown.data
    return freshness === 'live' && replay === null ? shown.data.site.id : null
  } catch {
    return null
  }
}

/** What to do instead of playing a recording into a live site. */
export const liveSiteAdvice = (id: string): string =>
  `The site ${id} is live: a recording would count into its figures, and its walls would show the ` +
  `recording's clock. Give the recording a site of its own (a file such as .data/sites/z-replay.yaml ` +
  `with "site: replay"; start the server again) and name it with --site replay; or add --force.`
