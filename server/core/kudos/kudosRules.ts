import { MINUTE, SECOND, type DayKey, type EpochMs } from '../../../shared/time.ts'
import { kudosKinds, lookAtPerson, lookAtQueue, lookAtTeam } from './index.ts'
import { conditionKey, isWaiting, stepCondition } from './kudosCondition.ts'
import { crossingId, type KudosCrossing, type KudosSubject } from './kudosCrossing.ts'
import type { Look } from './kudosLook.ts'
import {
  emptyMemory,
  memoryFrom,
  memoryRow,
  type Condition,
  type KudosMemory,
} from './kudosMemory.ts'
import type { KudosInputs } from './kudosReading.ts'
import type { KudosRule } from './kudosRule.ts'

const ROW = 'kudos\u001f'
const keyOf = ({ kind, id }: KudosSubject): string => `${kind}/${id}`

/**
 * All automatic recognition of a site, stepped along the site's clock. Only subjects that changed, and those
 * where something waits out its dwell, cost anything. [K1] [K2] The same inputs at the same moments give the
 * same crossings. [K3]
 */
export class KudosRules {
  readonly #subjects = new Map<string, KudosMemory>()
  /** Subjects where a condition holds and was not said yet. */
  readonly #waiting = new Set<string>()
  readonly #dirty = new Set<string>()
  readonly #gone = new Set<string>()

  /** To be called at most once a second, also when nothing changed: what is held has to be seen again. */
  step(inputs: KudosInputs, at: EpochMs): KudosCrossing[] {
    const { rules } = inputs
    for (const reading of inputs.people) {
      const subject = { kind: 'person', id: reading.person } as const
      this.#look(subject, rules, at, (rule, memory) => lookAtPerson(rule, reading, memory))
    }
    for (const reading of inputs.teams) {
      const subject = { kind: 'team', id: reading.team } as const
      this.#look(subject, rules, at, (rule, memory) => lookAtTeam(rule, reading, memory))
    }
    for (const reading of inputs.recoveries) {
      const subject = { kind: 'queue', id: reading.queue } as const
      this.#look(subject, rules, at, (rule, memory) => lookAtQueue(rule, reading, memory))
    }
    return [...this.#waiting].sort().flatMap((key) => {
      const memory = this.#subjects.get(key)
      return memory ? this.#crossSubject(key, memory, inputs, at) : []
    })
  }

  #look(
    subject: KudosSubject,
    rules: readonly KudosRule[],
    at: EpochMs,
    lookAt: (rule: KudosRule, memory: KudosMemory) => readonly Look[],
  ): void {
    const key = keyOf(subject)
    const memory = this.#subjects.get(key) ?? emptyMemory(subject)
    this.#subjects.set(key, memory)
    this.#gone.delete(key)
    this.#dirty.add(key)
    for (const rule of rules) for (const look of lookAt(rule, memory)) take(memory, rule, look, at)
    if ([...memory.conditions.values()].some(isWaiting)) this.#waiting.add(key)
    else this.#waiting.delete(key)
  }

  #crossSubject(
    key: string,
    memory: KudosMemory,
    inputs: KudosInputs,
    at: EpochMs,
  ): KudosCrossing[] {
    const crossings = crossAll(memory, inputs, at)
    if (![...memory.conditions.values()].some(isWaiting)) this.#waiting.delete(key)
    if (crossings.length > 0) this.#dirty.add(key)
    if (!crossings.some(({ kind }) => kind === 'starEarned')) return crossings
    // The page of the star tells of its last point too.
    return crossings.map((one) => (one.kind === 'starPointLit' ? { ...one, tier: 'T1' } : one))
  }

  /** The clock was set back by a recording: what was seen is of another time. [T6] */
  forget(): void {
    for (const key of this.#subjects.keys()) this.#gone.add(key)
    this.#subjects.clear()
    this.#waiting.clear()
    this.#dirty.clear()
  }

  /** Rows to save and rows that are gone since this was last asked. */
  takeChanges(): { readonly changed: Map<string, string>; readonly gone: string[] } {
    const changed = new Map<string, string>()
    for (const key of [...this.#dirty].sort()) {
      const memory = this.#subjects.get(key)
      if (memory) changed.set(ROW + key, memoryRow(memory))
    }
    const gone = [...this.#gone].sort().map((key) => ROW + key)
    this.#dirty.clear()
    this.#gone.clear()
    return { changed, gone }
  }

  /** Takes up saved rows, in any order; rows of others are left alone. */
  restore(rows: ReadonlyMap<string, string>): void {
    for (const [name, row] of rows) {
      if (!name.startsWith(ROW)) continue
      const memory = memoryFrom(row)
      const key = keyOf(memory.subject)
      this.#subjects.set(key, memory)
      if ([...memory.conditions.values()].some(isWaiting)) this.#waiting.add(key)
    }
  }
}

function take(memory: KudosMemory, rule: KudosRule, look: Look, at: EpochMs): void {
  const key = conditionKey(rule.id, look.mark)
  const now = stepCondition(memory.conditions.get(key), rule.id, look, at)
  if (now) memory.conditions.set(key, now)
  else memory.conditions.delete(key)
}

/** What has held for long enough and is not held back. */
function crossAll(memory: KudosMemory, inputs: KudosInputs, at: EpochMs): KudosCrossing[] {
  const crossings: KudosCrossing[] = []
  // In an order of its own, which a restart does not change.
  const waiting = [...memory.conditions].filter(([, condition]) => isWaiting(condition))
  for (const [key, condition] of waiting.sort(([one], [other]) => (one < other ? -1 : 1))) {
    const rule = inputs.rules.find(({ id }) => id === condition.rule)
    // The site has taken the rule out meanwhile.
    if (!rule) {
      memory.conditions.delete(key)
      continue
    }
    const { dwells, limited, waits } = kudosKinds[rule.kind]
    const held = at - (condition.since ?? at)
    if (dwells && held < inputs.limits.dwellSeconds * SECOND) continue
    if (limited && heldBack(memory, rule, inputs, at)) {
      if (!waits) memory.conditions.set(key, { ...condition, crossed: true })
      continue
    }
    const crossed = { ...condition, n: condition.n + 1, crossed: true }
    memory.conditions.set(key, crossed)
    memory.crossedAt.set(rule.id, at)
    if (limited) countInShift(memory, inputs.day)
    crossings.push(crossingOf(memory.subject, rule, crossed, inputs.version, at))
  }
  return crossings
}

/** The cooldown of the rule, and the cap of the person's shift. [K1] */
function heldBack(
  { subject, crossedAt, shift }: KudosMemory,
  rule: KudosRule,
  { limits, day }: KudosInputs,
  at: EpochMs,
): boolean {
  const last = crossedAt.get(rule.id)
  if (last !== undefined && at - last < limits.cooldownMinutes * MINUTE) return true
  return subject.kind === 'person' && shift?.day === day && shift.crossings >= limits.perShift
}

function countInShift(memory: KudosMemory, day: DayKey): void {
  const crossings = memory.shift?.day === day ? memory.shift.crossings : 0
  memory.shift = { day, crossings: crossings + 1 }
}

function crossingOf(
  subject: KudosSubject,
  rule: KudosRule,
  { period, fixed, n, fact }: Condition,
  version: number,
  at: EpochMs,
): KudosCrossing {
  const { id, kind, behaviour, audience: audienceDefault, tier, sentence } = rule
  return {
    id: crossingId(id, version, subject, period, fixed ?? n),
    rule: id,
    kind,
    subject,
    behaviour,
    fact,
    audienceDefault,
    tier,
    ...(sentence ? { sentence } : {}),
    at,
  }
}
