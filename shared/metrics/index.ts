import { abandoned } from './abandoned.ts'
import { abandonRate } from './abandonRate.ts'
import { agentsByState } from './agentsByState.ts'
import { answered } from './answered.ts'
import { averageHandleTime } from './averageHandleTime.ts'
import { averageSpeedOfAnswer } from './averageSpeedOfAnswer.ts'
import { complaintRate } from './complaintRate.ts'
import { connectionRate } from './connectionRate.ts'
import { csat } from './csat.ts'
import { escalationRate } from './escalationRate.ts'
import { firstContactResolution } from './fcr.ts'
import { followUpRate } from './followUpRate.ts'
import { handled } from './handled.ts'
import { longestWait } from './longestWait.ts'
import type { Metric } from './metric.ts'
import { nps } from './nps.ts'
import { occupancy } from './occupancy.ts'
import { offered } from './offered.ts'
import { quality } from './quality.ts'
import { serviceLevel } from './serviceLevel.ts'
import { waiting } from './waiting.ts'

const registered = [
  offered,
  answered,
  abandoned,
  averageSpeedOfAnswer,
  connectionRate,
  averageHandleTime,
  serviceLevel,
  abandonRate,
  occupancy,
  waiting,
  longestWait,
  agentsByState,
  csat,
  nps,
  firstContactResolution,
  complaintRate,
  escalationRate,
  quality,
  followUpRate,
  handled,
] as const

/** Derived from the list, so that a tile or alarm that names a misspelt metric does not compile. */
export type MetricId = (typeof registered)[number]['id']

/** Every metric, in the order of the rules. One line registers a new one. */
export const metrics: readonly (Metric & { readonly id: MetricId })[] = registered

export const metricById = new Map(metrics.map((metric) => [metric.id, metric]))
