import { defaultBehaviours } from '../core/behaviours.ts'
import { defaultKudosRules } from '../core/kudos/kudosRule.ts'
import { nearestName } from '../core/nearestName.ts'
import { schemeFaults } from '../core/people/schemeFaults.ts'
import { schemeFrom } from './peopleFrom.ts'
import { schemeShape } from './schemeSchema.ts'
import { listOf, named, sectionOf, type Contradiction } from './siteContradictions.ts'
import { section } from './siteFields.ts'
import type { SitePath } from './siteYaml.ts'

const schemeSection = section(schemeShape)

/** Teams, people and scheme that are right each for itself and wrong together. Works on the file as written. */
export function peopleContradictions(raw: unknown): readonly Contradiction[] {
  const site = sectionOf(raw)
  const people = listOf(site['people'])
  const teams = listOf(site['teams'])
  const scheme = sectionOf(site['scheme'])
  const rules = listOf(scheme['kudosRules'])
  return [
    ...named(teams, 'teams'),
    ...named(people, 'people'),
    ...named(listOf(site['behaviours']), 'behaviours'),
    ...named(rules, 'rules', ['scheme', 'kudosRules']),
    ...sharedAgents(people),
    ...unknownTeams(people, idsOf(teams)),
    ...Object.keys(sectionOf(scheme['topBoards'])).flatMap((team) =>
      unknown(team, idsOf(teams), 'team', ['scheme', 'topBoards', team]),
    ),
    ...unknownBehaviours(site, rules),
    ...schemeContradictions(site['scheme']),
  ]
}

const textIn = (value: unknown, key: string): string | null => {
  const own = sectionOf(value)[key]
  return typeof own === 'string' ? own : null
}
const idsOf = (entries: readonly unknown[]): readonly string[] => [
  ...new Set(entries.flatMap((entry) => textIn(entry, 'id') ?? [])),
]

function unknown(
  name: string,
  known: readonly string[],
  what: string,
  path: SitePath,
): readonly Contradiction[] {
  if (known.includes(name)) return []
  const near = nearestName(name, known)
  const hint = near
    ? `did you mean \`${near}\`?`
    : known.length > 0
      ? `known are ${known.slice(0, 10).join(', ')}`
      : `there is none; write one under \`${what}s\``
  return [{ path, message: `there is no ${what} \`${name.slice(0, 64)}\`, ${hint}` }]
}

const unknownTeams = (
  people: readonly unknown[],
  teams: readonly string[],
): readonly Contradiction[] =>
  people.flatMap((person, place) => {
    const team = textIn(person, 'team')
    return team === null ? [] : unknown(team, teams, 'team', ['people', place, 'team'])
  })

/** What a source calls somebody is one person, whether by id or by another name. */
function sharedAgents(people: readonly unknown[]): readonly Contradiction[] {
  const owner = new Map<string, number>()
  for (const [place, person] of people.entries()) {
    const id = textIn(person, 'id')
    if (id !== null && !owner.has(id)) owner.set(id, place)
  }
  return people.flatMap((person, place) =>
    listOf(sectionOf(person)['agents']).flatMap((agent, index) => {
      if (typeof agent !== 'string') return []
      const other = owner.get(agent)
      owner.set(agent, other ?? place)
      if (other === undefined || other === place) return []
      const path = ['people', place, 'agents', index]
      return [{ path, message: `${agent.slice(0, 64)} is entry ${other + 1} of people already` }]
    }),
  )
}

/** A rule thanks for something that the site has a name and sentences for. */
function unknownBehaviours(
  site: Readonly<Record<string, unknown>>,
  rules: readonly unknown[],
): readonly Contradiction[] {
  const own = site['behaviours']
  const known = Array.isArray(own) ? idsOf(own) : defaultBehaviours.map(({ id }) => id)
  const written = rules.flatMap((rule, place) => {
    const behaviour = textIn(rule, 'behaviour')
    if (behaviour === null) return []
    return unknown(behaviour, known, 'behaviour', ['scheme', 'kudosRules', place, 'behaviour'])
  })
  if (rules.length > 0 || !Array.isArray(own)) return written
  const missing = new Set(defaultKudosRules.map(({ behaviour }) => behaviour))
  for (const id of known) missing.delete(id)
  if (missing.size === 0) return written
  const names = [...missing].join(', ')
  const message = `the rules of recognition thank for ${names} too: keep them, or write \`kudosRules\` under \`scheme\``
  return [...written, { path: ['behaviours'], message }]
}

/** What types cannot see, as soon as the section can be read at all. [S1] [S2] */
function schemeContradictions(raw: unknown): readonly Contradiction[] {
  const read = schemeSection.safeParse(raw ?? {})
  if (!read.success) return []
  return schemeFaults(schemeFrom(read.data)).map(({ at, reason }) => ({
    path: ['scheme', ...pathOf(at)],
    message: reason,
  }))
}

/** `standards (satisfaction)` is said of the section; the name of a queue may itself hold dots. */
function pathOf(at: string): SitePath {
  const [first = '', ...rest] = (at.split(' ')[0] ?? '').split('.')
  return first === 'queueHandleTimeBands' ? [first, rest.join('.')] : [first, ...rest]
}
