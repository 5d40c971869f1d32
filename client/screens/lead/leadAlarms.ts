import type { LeadView } from '../../../shared/leadView.ts'
import type { AlarmView } from '../../../shared/views.ts'

export type LeadQueue = LeadView['queues'][number]

/** An alarm that asks for a hand now. */
export const isUrgent = (alarm: AlarmView): boolean =>
  alarm.level === 'P1' && alarm.state === 'active' && alarm.shelvedUntil === null

export const queueOf = (
  view: Pick<LeadView, 'queues'>,
  alarm: Pick<AlarmView, 'queue'> | null,
): LeadQueue | null => view.queues.find(({ id }) => id === alarm?.queue) ?? null

/** Queues that could lend a seat, those with the most free seats first. */
export const helpersOf = (
  queues: readonly LeadQueue[],
  pressed: string | null,
): readonly LeadQueue[] =>
  queues
    .filter(({ id, free }) => id !== pressed && free !== null && free > 0)
    .sort((a, b) => (b.free ?? 0) - (a.free ?? 0))
    .slice(0, 3)
