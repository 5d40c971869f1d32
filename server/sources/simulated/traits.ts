import { drawing } from './lengthOfTime.ts'
import { uniformFrom } from './uniform.ts'

/** What an agent is like. Nobody on the floor sees it; it shows in what customers say. */
export interface Traits {
  /** 0–1, drives surveys, quality and solved contacts. */
  readonly skill: number
  /** Factor on talk and wrap-up; 1 is average. Has nothing to do with skill. */
  readonly pace: number
}

/** The same agent has the same traits under the same seed, whatever the start and the rest of the plan. */
export function traitsOf(agent: string, seed: number, paceSpread: number): Traits {
  const skillStream = uniformFrom(seed, `skill of ${agent}`)
  // The mean of three uniform numbers: most are in the middle, some are very good, some still learn.
  const skill = (skillStream() + skillStream() + skillStream()) / 3
  if (paceSpread === 0) return { skill, pace: 1 }
  const thousandths = drawing(
    { kind: 'logNormal', mean: 1000, spread: paceSpread },
    uniformFrom(seed, `pace of ${agent}`),
  )
  return { skill, pace: thousandths() / 1000 }
}
