import { MINUTE, SECOND } from '../../../shared/time.ts'

/** The lengths and limits of section 8, in ms of the site's clock unless it says otherwise. */
export interface CelebrationRules {
  /** Between the end of one paper and the start of the next. [1] */
  readonly gap: number
  readonly slip: number
  readonly page: number
  readonly honourWall: number
  /** How long leaving takes. [3] */
  readonly leave: number
  /** Share of its time from which a paper counts as seen. [3] */
  readonly seenFrom: number
  /** Older than this it goes into the recap. [4] */
  readonly expiry: number
  /** A recap tells of nothing older than this. */
  readonly recapOf: number
  /** Paper at most `dutyAtMost` in any `dutyWithin`. [5] */
  readonly dutyWithin: number
  readonly dutyAtMost: number
  readonly honourAtMost: number
  readonly pagesWithin: number
  /** Pages, a number. [5] */
  readonly pagesAtMost: number
  /** One slip for one person in this time. [5] */
  readonly personEvery: number
  /** Same kind within this time is one slip. [6] */
  readonly sameKindWithin: number
  /** Nobody has waited for this long: room for the honour wall. [4.6] */
  readonly idleBefore: number
  /** So long after a change of shift the honour wall may still open. */
  readonly shiftChangeFor: number
  /** Each thank-you keeps its line for at least this long. */
  readonly thanksAtLeast: number
  /** Waiting celebrations, a number; the oldest beyond it go into the recap. */
  readonly waitingAtMost: number
}

const usual: CelebrationRules = {
  gap: 6 * SECOND,
  slip: 10 * SECOND,
  page: 14 * SECOND,
  honourWall: 60 * SECOND,
  leave: 400,
  seenFrom: 0.6,
  expiry: 15 * MINUTE,
  recapOf: 60 * MINUTE,
  dutyWithin: 15 * MINUTE,
  dutyAtMost: 3 * MINUTE,
  honourAtMost: 60 * SECOND,
  pagesWithin: 60 * MINUTE,
  pagesAtMost: 2,
  personEvery: 10 * MINUTE,
  sameKindWithin: 90 * SECOND,
  idleBefore: 10 * MINUTE,
  shiftChangeFor: 5 * MINUTE,
  thanksAtLeast: 12 * SECOND,
  waitingAtMost: 60,
}

const counts = new Set<keyof CelebrationRules>(['seenFrom', 'pagesAtMost', 'waitingAtMost'])

/**
 * The rules for a clock that runs `rate` times as fast as the readers' own: every length grows with it, so
 * that a slip stands for ten seconds of theirs whatever the clock on the wall does.
 */
export function celebrationRules(rate = 1): CelebrationRules {
  if (rate === 1) return usual
  const entries = Object.entries(usual).map(([name, value]: [string, number]) => [
    name,
    counts.has(name as keyof CelebrationRules) ? value : value * rate,
  ])
  return Object.fromEntries(entries) as CelebrationRules
}
