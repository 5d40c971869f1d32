import { starPoints, type StarPoint } from '../../../shared/people.ts'
import {
  dimensions,
  weightOf,
  weightRanges,
  type HandleTimeBand,
  type Scheme,
  type Standard,
} from './scheme.ts'

/** What is wrong with a scheme: where, and what to do about it. */
export interface SchemeFault {
  /** Path inside the scheme. */
  readonly at: string
  readonly reason: string
}

/** Contradictions that types cannot see; empty when the scheme may be used. [S1] [S2] */
export function schemeFaults(scheme: Scheme): SchemeFault[] {
  return [
    ...weightFaults(scheme),
    ...starPoints.flatMap((point) => standardFaults(scheme, point)),
    ...bandFaults('handleTimeBand', scheme.handleTimeBand),
    ...Object.entries(scheme.queueHandleTimeBands).flatMap(([queue, band]) =>
      bandFaults(`queueHandleTimeBands.${queue}`, band),
    ),
    ...limitFaults(scheme),
  ]
}

function weightFaults(scheme: Scheme): SchemeFault[] {
  const total = starPoints.reduce((sum, point) => sum + scheme.standards[point].weight, 0)
  const faults: SchemeFault[] = []
  if (Math.abs(total - 100) > 1e-9)
    faults.push({
      at: 'standards',
      reason: `the weights must total 100, not ${round(total)}: change them so that they do`,
    })
  for (const dimension of dimensions) {
    const [least, most] = weightRanges[dimension]
    const weight = weightOf(scheme, dimension)
    if (weight < least || weight > most)
      faults.push({
        at: `standards (${dimension})`,
        reason: `${dimension} must weigh ${least} to ${most} together, not ${round(weight)}`,
      })
  }
  return faults
}

function standardFaults(scheme: Scheme, point: StarPoint): SchemeFault[] {
  const standard = scheme.standards[point]
  const at = `standards.${point}`
  const faults: SchemeFault[] = []
  const say = (where: string, reason: string): void => void faults.push({ at: at + where, reason })
  if (standard.weight < 0) say('.weight', 'must be 0 or more')
  if (standard.floor >= standard.target)
    say('.floor', `must be under the target (${standard.target})`)
  if ((standard.shrinkage ?? 0) < 0) say('.shrinkage', 'must be 0 or more')
  if (standard.scale[0] >= standard.scale[1]) say('.scale', 'must go from a smaller to a greater')
  const own = scheme.newcomers.targets[point]
  if (own !== undefined && own <= standard.floor)
    faults.push({
      at: `newcomers.targets.${point}`,
      reason: `must be above the floor (${standard.floor})`,
    })
  return [...faults, ...curveFaults(at, standard)]
}

/** A line that gives fewer points for a better value would reward being worse. */
function curveFaults(at: string, { curve, floor, target }: Standard): SchemeFault[] {
  if (!curve) return []
  const first = curve[0]
  const last = curve.at(-1)
  const rises = curve.every(([value, points], index) => {
    const before = curve[index - 1]
    return !before || (value > before[0] && points >= before[1])
  })
  const whole = first?.[1] === 0 && last?.[1] === 100 && first[0] === floor && last[0] === target
  return rises && whole
    ? []
    : [
        {
          at: `${at}.curve`,
          reason: `must rise from [${floor}, 0], the floor, to [${target}, 100], the target`,
        },
      ]
}

function bandFaults(at: string, { from, to }: HandleTimeBand): SchemeFault[] {
  return from >= 0 && from < to
    ? []
    : [
        {
          at,
          reason: `must go from a smaller to a greater number of seconds, not ${from} to ${to}`,
        },
      ]
}

function limitFaults(scheme: Scheme): SchemeFault[] {
  const faults: SchemeFault[] = []
  if (scheme.shrinkage < 0) faults.push({ at: 'shrinkage', reason: 'must be 0 or more' })
  if (scheme.sameWithin < 0) faults.push({ at: 'sameWithin', reason: 'must be 0 or more' })
  if (scheme.gates.timesCohort <= 1)
    faults.push({
      at: 'gates.timesCohort',
      reason: 'must be above 1, or the average person would be stopped',
    })
  if (scheme.teams.scale[0] >= scheme.teams.scale[1])
    faults.push({ at: 'teams.scale', reason: 'must go from a smaller to a greater' })
  return faults
}

const round = (value: number): number => Math.round(value * 100) / 100
