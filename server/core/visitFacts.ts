import { defaultHandleTimeBand, type Definitions, type MillisBand } from '../../shared/events.ts'
import type { Fact } from '../../shared/facts.ts'
import { elapsed, millis, type EpochMs, type Millis } from '../../shared/time.ts'
import { focusOf } from './focus.ts'
import type { Standing } from './outcome.ts'
import type { Visit } from './visit.ts'

/** What of the floor the facts of a visit depend on beside its own marks. */
export interface FactContext {
  readonly definitions: Definitions
  /** The contact's first queue entry. [M4] */
  readonly firstEntry: EpochMs | null
  /** Visits answered by the same agent. */
  readonly colleagues: ReadonlySet<Visit>
}

type Answered = Extract<Standing, { kind: 'answered' }>

/** What a visit gives to the tallies: its arrival, its end, its leg, each or nothing. */
export function factsOf(
  visit: Visit,
  standing: Standing,
  context: FactContext,
): readonly (Fact | null)[] {
  const { queue, channel } = visit
  switch (standing.kind) {
    case 'orphan':
      return []
    case 'lost':
      return [null, { type: 'visitLost', at: standing.at, queue, channel }]
    case 'waiting':
      return [{ type: 'visitOffered', at: standing.since, queue, channel, settled: null }]
    case 'left':
      return leftFacts(visit, standing, context)
    case 'answered':
      return answeredFacts(visit, standing, context)
    default:
      return standing satisfies never
  }
}

function leftFacts(
  visit: Visit,
  standing: Extract<Standing, { kind: 'left' }>,
  context: FactContext,
): Fact[] {
  const { queue, channel } = visit
  const { at, reason, waited } = standing
  const neither = reason === 'withdrawn' || reason === 'redirected' || reason === 'callback'
  const short = reason === 'abandoned' && waited < context.definitions.shortAbandonWithin
  const inTime = waited <= targetOf(queue, context.definitions)
  return [
    {
      type: 'visitOffered',
      at: visit.queued?.at ?? at,
      queue,
      channel,
      settled: neither ? null : 'failed',
    },
    { type: 'visitLeft', at, queue, channel, reason, waited, short, inTime },
  ]
}

function answeredFacts(visit: Visit, standing: Answered, context: FactContext): (Fact | null)[] {
  const { queue, channel } = visit
  const { at, agent, waited, rang } = standing
  const since = visit.queued?.at ?? at
  const waitedFromFirst = millis(waited + elapsed(context.firstEntry ?? since, since))
  const inTime = waited <= targetOf(queue, context.definitions)
  return [
    { type: 'visitOffered', at: since, queue, channel, settled: 'answered' },
    { type: 'visitAnswered', at, queue, channel, agent, waited, rang, waitedFromFirst, inTime },
    legFact(visit, standing, context),
  ]
}

function legFact(visit: Visit, standing: Answered, context: FactContext): Fact | null {
  const { leg, agent } = standing
  if (leg.kind !== 'finished') return null
  const { at, talkEnd, talked, held, wrapped } = leg
  const shared =
    visit.channel === 'voice'
      ? millis(talked + held)
      : focusOf(visit, standing.at, talkEnd, context.colleagues)
  const { queue, channel, transferred } = visit
  const band = bandOf(queue, context.definitions)
  const worked = talked + held + wrapped
  return {
    type: 'legFinished',
    at,
    queue,
    channel,
    agent,
    talked,
    held,
    wrapped,
    focus: millis(shared + wrapped),
    transferred,
    inBand: worked >= band.from && worked <= band.to,
  }
}

/** T of the service level for a queue. [M7] */
export const targetOf = (queue: string, definitions: Definitions): Millis =>
  Object.hasOwn(definitions.queueServiceLevelWithin, queue)
    ? (definitions.queueServiceLevelWithin[queue] ?? definitions.serviceLevelWithin)
    : definitions.serviceLevelWithin

/** Between what handle times a queue's work is neither hurried nor drawn out. [S2] */
function bandOf(queue: string, definitions: Definitions): MillisBand {
  const { queueHandleTimeBands: bands = {}, handleTimeBand = defaultHandleTimeBand } = definitions
  return Object.hasOwn(bands, queue) ? (bands[queue] ?? handleTimeBand) : handleTimeBand
}

/** When nothing more is expected of a visit; null while anything is open. */
export function closedAtOf(visit: Visit, standing: Standing): EpochMs | null {
  switch (standing.kind) {
    case 'waiting':
      return null
    case 'orphan':
      return [
        visit.connect,
        visit.done,
        visit.left,
        visit.wrapEnded,
        visit.wrapStarted,
        ...visit.holds,
      ].reduce<EpochMs>(
        (latest, known) => Math.max(latest, known?.at ?? 0) as EpochMs,
        Math.max(
          0,
          ...Object.values(visit.offers).map((offer) =>
            Math.max(offer.rang ?? 0, offer.ended ?? 0),
          ),
        ) as EpochMs,
      )
    case 'left':
    case 'lost':
      return standing.at
    case 'answered':
      return standing.leg.kind === 'finished' || standing.leg.kind === 'lost'
        ? standing.leg.at
        : null
    default:
      return standing satisfies never
  }
}

/** Whether two facts say the same, so that nothing has to change in the tallies. */
export function sameFact(a: Fact, b: Fact): boolean {
  const one = a as unknown as Record<string, unknown>
  const other = b as unknown as Record<string, unknown>
  for (const name in one) if (one[name] !== other[name]) return false
  return true
}
