import { defaultThresholds } from '../core/siteConfig.ts'
import type { SitePath } from './siteYaml.ts'

export interface Contradiction {
  readonly path: SitePath
  readonly message: string
}

type Raw = Readonly<Record<string, unknown>>

/**
 * Values that are right each for itself and wrong together: names given twice, thresholds the wrong way
 * round. Works on the file as written, so that these show beside all other faults.
 */
export function siteContradictions(raw: unknown): readonly Contradiction[] {
  const site = sectionOf(raw)
  const queues = listOf(site['queues'])
  const siteWide = sectionOf(site['thresholds'])
  return [
    ...named(queues, 'queues'),
    ...named(listOf(site['screens']), 'screens'),
    ...wrongWayRound(siteWide, {}, ['thresholds']),
    ...queues.flatMap((queue, place) =>
      wrongWayRound(sectionOf(sectionOf(queue)['thresholds']), siteWide, [
        'queues',
        place,
        'thresholds',
      ]),
    ),
    ...listOf(sectionOf(site['sources'])['asterisk']).flatMap((log, place) =>
      sharedInterfaces(sectionOf(sectionOf(log)['aliases']), [
        'sources',
        'asterisk',
        place,
        'aliases',
      ]),
    ),
    ...named(
      listOf(sectionOf(site['sources'])['asterisk']),
      'source',
      ['sources', 'asterisk'],
      'source',
    ),
  ]
}

export const sectionOf = (value: unknown): Raw =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {}
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** The same name twice in a list. */
export function named(
  entries: readonly unknown[],
  what: string,
  at: SitePath = [what],
  key = 'id',
): readonly Contradiction[] {
  const first = new Map<string, number>()
  return entries.flatMap((entry, place) => {
    const id = sectionOf(entry)[key]
    if (typeof id !== 'string') return []
    const earlier = first.get(id)
    if (earlier === undefined) {
      first.set(id, place)
      return []
    }
    return [{ path: [...at, place, key], message: `is the same as that of entry ${earlier + 1}` }]
  })
}

/** A caller turns amber before vermilion. */
function wrongWayRound(own: Raw, around: Raw, path: SitePath): readonly Contradiction[] {
  if (own['amberAfter'] === undefined && own['redAfter'] === undefined) return []
  const read = (name: 'amberAfter' | 'redAfter'): number =>
    Number(own[name] ?? around[name] ?? defaultThresholds[name])
  const [amber, red] = [read('amberAfter'), read('redAfter')]
  if (!(amber >= red)) return []
  return [{ path, message: `amberAfter (${amber}) must be less than redAfter (${red})` }]
}

/** One interface is one person. */
function sharedInterfaces(aliases: Raw, path: SitePath): readonly Contradiction[] {
  const owner = new Map<string, string>()
  return Object.entries(aliases).flatMap(([member, interfaces]) =>
    listOf(interfaces).flatMap((one) => {
      if (typeof one !== 'string') return []
      const other = owner.get(one)
      owner.set(one, member)
      if (other === undefined || other === member) return []
      return [{ path: [...path, member], message: `${one} belongs to ${other} already` }]
    }),
  )
}
