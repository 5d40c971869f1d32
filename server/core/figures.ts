import { averageHandleTime } from '../../shared/metrics/averageHandleTime.ts'
import { averageSpeedOfAnswer } from '../../shared/metrics/averageSpeedOfAnswer.ts'
import { abandonRate } from '../../shared/metrics/abandonRate.ts'
import { connectionRate } from '../../shared/metrics/connectionRate.ts'
import { sumOf, type Sums } from '../../shared/metrics/measures.ts'
import { serviceLevel } from '../../shared/metrics/serviceLevel.ts'
import type { DayKey } from '../../shared/time.ts'
import type { Tally } from './tally.ts'

/** A row of exact figures. Rates are shares from 0 to 1, seconds have three decimals; null: nothing to show. */
export interface QueueFigures {
  readonly offered: number
  readonly answered: number
  readonly abandoned: number
  readonly timedOut: number
  readonly leftEmpty: number
  readonly leftByKey: number
  /** Taken out of the queue, callback requests included. */
  readonly withdrawn: number
  readonly transferred: number
  readonly lost: number
  readonly connectionRate: number | null
  readonly abandonRate: number | null
  readonly asaSeconds: number | null
  readonly ahtSeconds: number | null
  readonly serviceLevel: number | null
  readonly longestWaitSeconds: number | null
  readonly handled: number
}

export interface AgentFigures {
  readonly handled: number
  readonly ahtSeconds: number | null
  readonly talkSeconds: number
  readonly asaSeconds: number | null
  readonly missed: number
}

const seconds = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1000) / 1000
const share = (percent: number | null): number | null =>
  percent === null ? null : Math.round(percent * 100) / 10_000

function queueFigures(sums: Sums, longestWaitSeconds: number | null): QueueFigures {
  return {
    offered: sumOf(sums, 'offered'),
    answered: sumOf(sums, 'answered'),
    abandoned: sumOf(sums, 'abandoned'),
    timedOut: sumOf(sums, 'timedOut'),
    leftEmpty: sumOf(sums, 'leftEmpty') + sumOf(sums, 'refused'),
    leftByKey: sumOf(sums, 'leftByKey'),
    withdrawn: sumOf(sums, 'withdrawn') + sumOf(sums, 'redirected') + sumOf(sums, 'callbacks'),
    transferred: sumOf(sums, 'transferred'),
    lost: sumOf(sums, 'lost'),
    connectionRate: share(connectionRate.of(sums).value),
    abandonRate: share(abandonRate.of(sums).value),
    asaSeconds: seconds(averageSpeedOfAnswer.of(sums).value),
    ahtSeconds: seconds(averageHandleTime.of(sums).value),
    serviceLevel: share(serviceLevel.of(sums, undefined).value),
    longestWaitSeconds,
    handled: sumOf(sums, 'handled'),
  }
}

export function agentFigures(sums: Sums): AgentFigures {
  return {
    handled: sumOf(sums, 'handled'),
    ahtSeconds: seconds(averageHandleTime.of(sums).value),
    talkSeconds: sumOf(sums, 'talkedMs') / 1000,
    asaSeconds: seconds(averageSpeedOfAnswer.of(sums).value),
    missed: sumOf(sums, 'missed'),
  }
}

const everyDay = (): boolean => true

/** Exact figures of one subject (`total`, `queue:…`, `channel:…`) over the business days that pass. */
export function figuresOver(
  tally: Tally,
  subject: string,
  wanted: (day: DayKey) => boolean = everyDay,
): QueueFigures {
  return queueFigures(tally.days(subject, wanted), tally.longestWait(subject, wanted))
}
