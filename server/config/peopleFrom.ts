import { createHash } from 'node:crypto'
import {
  starPoints,
  type Behaviour,
  type Person,
  type StandardView,
  type StarPoint,
} from '../../shared/people.ts'
import type { Text } from '../../shared/views.ts'
import type { KudosRule } from '../core/kudos/kudosRule.ts'
import { nobodyNamed, type PeopleConfig } from '../core/peopleConfig.ts'
import {
  defaultScheme,
  type Scheme,
  type Standard,
  type StandardMeasure,
} from '../core/people/scheme.ts'
import type { DayStretch } from '../core/siteConfig.ts'
import type { WrittenSite } from './siteSchema.ts'

type Written<T extends keyof WrittenSite> = NonNullable<WrittenSite[T]>
type WrittenScheme = Written<'scheme'>
type WrittenRule = NonNullable<WrittenScheme['kudosRules']>[number]

/** A name that was given once is the same in both languages. */
export const textOf = (name: Written<'name'>): Text =>
  typeof name === 'string' ? { 'zh-CN': name, en: name } : name

/** An end at or before the beginning lies on the next day. */
export function stretchOf({ days, from, to }: Written<'hours'>[number]): DayStretch {
  return { days, from, to: to > from ? to : to + 1440 }
}

/** The people's half of a site, as its file says. */
export function peopleFrom(written: WrittenSite): PeopleConfig {
  const scheme = written.scheme ?? {}
  return {
    teams: (written.teams ?? []).map(({ id, name }) => ({ id, name: textOf(name ?? id) })),
    people: (written.people ?? []).map((person): Person => ({
      id: person.id,
      name: textOf(person.name),
      alias: person.alias ? textOf(person.alias) : null,
      team: person.team,
      startedOn: person.startedOn,
      agents: person.agents ?? [],
      lead: person.lead ?? false,
    })),
    behaviours: written.behaviours?.map(behaviourFrom) ?? nobodyNamed.behaviours,
    scheme: schemeFrom(scheme),
    kudosRules: scheme.kudosRules?.map(ruleFrom) ?? nobodyNamed.kudosRules,
    kudosLimits: withSet(nobodyNamed.kudosLimits, scheme.kudosLimits),
    quietHours: (scheme.quietHours ?? []).map(stretchOf),
  }
}

const behaviourFrom = ({ id, name, sentences }: Written<'behaviours'>[number]): Behaviour => ({
  id,
  name: textOf(name),
  sentences: sentences.map(textOf),
})

/** What the file names over what holds by default. */
function withSet<T extends object>(
  base: T,
  set: { readonly [K in keyof T]?: T[K] | undefined } = {},
): T {
  const named = Object.entries(set).filter(([, value]) => value !== undefined)
  return { ...base, ...Object.fromEntries(named) }
}

/** The scheme over the default one; its version comes from the log. [M22] */
export function schemeFrom(written: WrittenScheme): Scheme {
  const {
    standards = {},
    gates,
    newcomers = {},
    teams,
    queueHandleTimeBands,
    topBoards,
    ...rest
  } = written
  const { kudosRules: _rules, kudosLimits: _limits, quietHours: _hours, ...plain } = rest
  const read = (point: StarPoint): Standard =>
    standardFrom(defaultScheme.standards[point], standards[point])
  const targets = withSet(defaultScheme.newcomers.targets, newcomers.targets)
  return {
    ...withSet(defaultScheme, plain),
    standards: Object.fromEntries(
      starPoints.map((point) => [point, read(point)]),
    ) as Scheme['standards'],
    gates: withSet(defaultScheme.gates, gates),
    newcomers: { days: newcomers.days ?? defaultScheme.newcomers.days, targets },
    teams: withSet(defaultScheme.teams, teams),
    queueHandleTimeBands: queueHandleTimeBands ?? {},
    topBoards: topBoards ?? {},
  }
}

const unitOf: Readonly<Record<StandardMeasure, StandardView['unit']>> = {
  csat: 'percent',
  nps: 'score',
  fcr: 'percent',
  quality: 'score',
  handleTimeInBand: 'seconds',
  followUpRate: 'percent',
  contributions: 'count',
}

type WrittenStandard = NonNullable<NonNullable<WrittenScheme['standards']>[StarPoint]>

function standardFrom(base: Standard, written: WrittenStandard = {}): Standard {
  const standard = withSet<Standard>(base, written)
  const { measure, target, floor } = standard
  const unit = unitOf[measure]
  // Handle time shows seconds beside a target in percent, so its line is not stretched to hold it.
  if (written.scale !== undefined || unit === 'seconds') return { ...standard, unit }
  const [from, to] = base.scale
  return { ...standard, unit, scale: [Math.min(from, floor), Math.max(to, target)] }
}

function ruleFrom({ sentence, ...written }: WrittenRule): KudosRule {
  const base = {
    ...written,
    tier: written.tier ?? 'T1',
    audience: written.audience ?? 'wall',
    ...(sentence === undefined ? {} : { sentence: textOf(sentence) }),
  }
  switch (base.kind) {
    case 'thresholdHeld':
      return { ...base, minimumSample: base.minimumSample ?? 20 }
    case 'streak':
      return { ...base, minimumSample: base.minimumSample ?? 5 }
    case 'personalBest':
      return { ...base, minimumSample: base.minimumSample ?? 20, betterBy: base.betterBy ?? 1 }
    case 'queueRecovered':
      return { ...base, longerThan: base.longerThan ?? 120 }
    case 'milestone':
    case 'starPointLit':
    case 'starEarned':
    case 'teamPastGoal':
      return base
    default:
      return base satisfies never
  }
}

/**
 * What a change of the scheme is known by in the log: the same for the same content, so that an edit
 * of names or comments starts no new version, and an edit of a rule does. [M22]
 */
export function schemeContent({ scheme, kudosRules, kudosLimits }: PeopleConfig): string {
  const { version: _fromTheLog, ...content } = scheme
  const sorted = JSON.stringify({ content, kudosRules, kudosLimits }, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
      : inner,
  )
  return createHash('sha256').update(sorted).digest('hex').slice(0, 16)
}
