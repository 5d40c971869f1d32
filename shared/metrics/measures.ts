import type { Fact, MarkFact, SurveyAnswered } from '../facts.ts'

/**
 * The additive layer: every figure is a formula over these sums, so that buckets, queues and days can be
 * added without ever averaging an average. Counts, or milliseconds where the name ends in `Ms`. Saved by their
 * place: new ones join at the end.
 */
export const measures = [
  'offered',
  'arrivalsAnswered',
  'arrivalsFailed',
  'lost',
  'answered',
  'answeredInTime',
  'waitedMs',
  'rangMs',
  'waitedFromFirstMs',
  'abandoned',
  'abandonedShort',
  'abandonedInTime',
  'abandonedWaitedMs',
  'timedOut',
  'leftEmpty',
  'leftByKey',
  'withdrawn',
  'redirected',
  'refused',
  'callbacks',
  'handled',
  'talkedMs',
  'heldMs',
  'wrappedMs',
  'focusMs',
  'transferred',
  'shortServices',
  'missed',
  'availableMs',
  'inBand',
  'csatAnswered',
  'csatSatisfied',
  'csatMills',
  'npsAnswered',
  'npsPromoters',
  'npsDetractors',
  'judged',
  'resolved',
  'assessed',
  'qualityHundredths',
  'breaches',
  'complaints',
  'escalations',
  'followUpsDue',
  'followUpsDone',
  'contributions',
  'helped',
] as const

export type Measure = (typeof measures)[number]

/** Sums by measure, at the index of `measureIndex`. */
export type Sums = Float64Array

export const measureIndex = Object.fromEntries(
  measures.map((name, index) => [name, index]),
) as Readonly<Record<Measure, number>>

export const emptySums = (): Sums => new Float64Array(measures.length)

export const sumOf = (sums: Sums, measure: Measure): number => sums[measureIndex[measure]] ?? 0

/** A service shorter than this inflates rates (pitfall 10): counted apart, never rewarded. */
const SHORT_SERVICE_MS = 10_000

const leftMeasure = {
  abandoned: 'abandoned',
  timeout: 'timedOut',
  empty: 'leftEmpty',
  key: 'leftByKey',
  withdrawn: 'withdrawn',
  redirected: 'redirected',
  refused: 'refused',
  callback: 'callbacks',
} as const satisfies Record<string, Measure>

/** Adds a fact to sums, or with `sign` −1 takes it out again. All terms are whole numbers, so both are exact. */
export function addFact(sums: Sums, fact: Fact, sign: 1 | -1): void {
  switch (fact.type) {
    case 'visitOffered':
      add(sums, 'offered', sign)
      if (fact.settled === 'answered') add(sums, 'arrivalsAnswered', sign)
      if (fact.settled === 'failed') add(sums, 'arrivalsFailed', sign)
      return
    case 'visitAnswered':
      add(sums, 'answered', sign)
      if (fact.inTime) add(sums, 'answeredInTime', sign)
      add(sums, 'waitedMs', sign * fact.waited)
      add(sums, 'rangMs', sign * fact.rang)
      add(sums, 'waitedFromFirstMs', sign * fact.waitedFromFirst)
      return
    case 'visitLeft':
      add(sums, leftMeasure[fact.reason], sign)
      if (fact.reason !== 'abandoned') return
      if (fact.short) add(sums, 'abandonedShort', sign)
      if (fact.inTime) add(sums, 'abandonedInTime', sign)
      add(sums, 'abandonedWaitedMs', sign * fact.waited)
      return
    case 'visitLost':
      add(sums, 'lost', sign)
      return
    case 'legFinished':
      add(sums, 'handled', sign)
      add(sums, 'talkedMs', sign * fact.talked)
      add(sums, 'heldMs', sign * fact.held)
      add(sums, 'wrappedMs', sign * fact.wrapped)
      add(sums, 'focusMs', sign * fact.focus)
      if (fact.transferred) add(sums, 'transferred', sign)
      if (fact.inBand) add(sums, 'inBand', sign)
      if (fact.talked + fact.held < SHORT_SERVICE_MS) add(sums, 'shortServices', sign)
      return
    case 'offerMissed':
      add(sums, 'missed', sign)
      return
    default:
      addMark(sums, fact, sign)
  }
}

function addMark(sums: Sums, fact: MarkFact, sign: 1 | -1): void {
  switch (fact.type) {
    case 'surveyAnswered':
      addSurvey(sums, fact, sign)
      return
    case 'contactJudged':
      add(sums, 'judged', sign)
      if (fact.resolved) add(sums, 'resolved', sign)
      return
    case 'qualityAssessed':
      add(sums, 'assessed', sign)
      add(sums, 'qualityHundredths', sign * Math.round(fact.score * 100))
      if (!fact.compliant) add(sums, 'breaches', sign)
      return
    case 'contactTroubled':
      add(sums, fact.kind === 'complaint' ? 'complaints' : 'escalations', sign)
      return
    case 'followUpDue':
      add(sums, 'followUpsDue', sign)
      if (fact.done) add(sums, 'followUpsDone', sign)
      return
    case 'contributionRecorded':
      add(sums, 'contributions', sign)
      if (fact.kind === 'helped') add(sums, 'helped', sign)
      return
    default:
      fact satisfies never
  }
}

/** Satisfied is 4–5 of 5 and 8–10 of 10 [M13]; promoters give 9–10, detractors 0–6 [M14]. */
function addSurvey(sums: Sums, { kind, score, scale }: SurveyAnswered, sign: 1 | -1): void {
  if (kind === 'csat') {
    add(sums, 'csatAnswered', sign)
    if (score >= scale * 0.8) add(sums, 'csatSatisfied', sign)
    add(sums, 'csatMills', sign * Math.round((score / scale) * 1000))
    return
  }
  add(sums, 'npsAnswered', sign)
  if (score >= 9) add(sums, 'npsPromoters', sign)
  if (score <= 6) add(sums, 'npsDetractors', sign)
}

function add(sums: Sums, measure: Measure, amount: number): void {
  const index = measureIndex[measure]
  sums[index] = (sums[index] ?? 0) + amount
}

/** Adds one set of sums to another. */
export function addSums(into: Sums, from: Sums): void {
  for (let index = 0; index < into.length; index += 1)
    into[index] = (into[index] ?? 0) + (from[index] ?? 0)
}

/** What `ended` adds up. */
export const endedMeasures = [
  'answered',
  'abandoned',
  'timedOut',
  'leftEmpty',
  'leftByKey',
  'withdrawn',
  'redirected',
  'refused',
  'callbacks',
] as const satisfies readonly Measure[]

/** Visits that ended, however. [M7] [M8] */
export function ended(sums: Sums): number {
  return (
    failed(sums) +
    sumOf(sums, 'answered') +
    sumOf(sums, 'withdrawn') +
    sumOf(sums, 'redirected') +
    sumOf(sums, 'callbacks')
  )
}

/** Visits that ended without what the customer came for; overflow, transfer, withdrawal, callback are none. [M5] */
export function failed(sums: Sums): number {
  return (
    sumOf(sums, 'abandoned') +
    sumOf(sums, 'timedOut') +
    sumOf(sums, 'leftEmpty') +
    sumOf(sums, 'refused') +
    sumOf(sums, 'leftByKey')
  )
}
