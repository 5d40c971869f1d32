import type { EpochMs } from '../../shared/time.ts'
import type { AlarmView } from '../../shared/views.ts'

/** A recovered alarm says so for this many ms. */
const RECOVERED_FOR = 10_000

/** At most so many alarms stand open; the head line counts the others. */
const OPEN_AT_ONCE = 2

const isUrgent = (alarm: AlarmView): boolean =>
  alarm.level === 'P1' && alarm.state === 'active' && alarm.shelvedUntil === null

/** Queues whose urgent alarm stands open: the two oldest. */
export function openQueues(
  alarms: readonly AlarmView[],
  shown: readonly string[],
): readonly string[] {
  const urgent = urgentQueues(alarms).filter((queue) => shown.includes(queue))
  return urgent.slice(0, OPEN_AT_ONCE)
}

/** Queues with an urgent alarm, the oldest alarm first, each once. */
export function urgentQueues(alarms: readonly AlarmView[]): readonly string[] {
  const ordered = alarms.filter(isUrgent).sort((a, b) => a.since - b.since)
  return [...new Set(ordered.flatMap(({ queue }) => (queue === null ? [] : [queue])))]
}

export const hasSiteAlarm = (alarms: readonly AlarmView[]): boolean =>
  alarms.some((alarm) => isUrgent(alarm) && alarm.queue === null)

/** What one queue's row has to say about alarms, the most pressing first. */
export type RowAlarm = {
  readonly kind: 'urgent' | 'recovered' | 'shelved'
  readonly alarm: AlarmView
} | null

export function rowAlarm(
  alarms: readonly AlarmView[],
  queue: string,
  now: EpochMs | null,
): RowAlarm {
  const own = alarms.filter((alarm) => alarm.queue === queue && alarm.level === 'P1')
  const urgent = own.filter(isUrgent).sort((a, b) => a.since - b.since)[0]
  if (urgent) return { kind: 'urgent', alarm: urgent }
  const shelved = own.find((alarm) => alarm.state === 'active')
  if (shelved) return { kind: 'shelved', alarm: shelved }
  const recovered = own.find(
    ({ recoveredAt }) => recoveredAt !== null && now !== null && now - recoveredAt < RECOVERED_FOR,
  )
  return recovered ? { kind: 'recovered', alarm: recovered } : null
}
