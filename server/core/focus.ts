import { millis, type EpochMs, type Millis } from '../../shared/time.ts'
import type { Visit } from './visit.ts'

/**
 * A chat's share of its own time: while k chats of one agent are open, each gets 1/k. [M6]
 * An open chat counts as going on; its end will settle the shares anew.
 * @param from the answer. @param to the end of the conversation.
 */
export function focusOf(
  visit: Visit,
  from: EpochMs,
  to: EpochMs,
  colleagues: ReadonlySet<Visit>,
): Millis {
  if (to <= from) return millis(0)
  const others: (readonly [from: number, to: number])[] = []
  const edges = new Set<number>([from, to])
  for (const other of colleagues) {
    const start = chatStart(other)
    const end = chatEnd(other)
    if (other === visit || other.channel === 'voice' || start >= to || end <= from) continue
    others.push([start, end])
    if (start > from) edges.add(start)
    if (end < to) edges.add(end)
  }
  const cuts = [...edges].sort((a, b) => a - b)
  let share = 0
  for (let index = 1; index < cuts.length; index += 1) {
    const start = cuts[index - 1] ?? 0
    const open = others.filter((other) => other[0] <= start && other[1] > start).length
    share += ((cuts[index] ?? 0) - start) / (open + 1)
  }
  return millis(Math.round(share))
}

/** When a chat that has been answered was answered. */
export const chatStart = (visit: Visit): number => visit.applied[1]?.fact.at ?? Infinity

/** When the conversation of an answered chat ended, or was cut off; Infinity while it goes on. */
export function chatEnd(visit: Visit): number {
  const cutOff = visit.applied[2] === null && visit.closedAt !== null
  return cutOff ? (visit.closedAt ?? 0) : (visit.done?.at ?? Infinity)
}

/**
 * Whether a finished chat must still be remembered: one that went on beside it is open or was finished
 * after `remembered`, so its share may yet be worked out anew. [M6]
 */
export function sharesWithOpen(
  visit: Visit,
  colleagues: ReadonlySet<Visit>,
  remembered: EpochMs,
): boolean {
  if (visit.channel === 'voice') return false
  for (const other of colleagues) {
    if (other === visit || other.channel === 'voice') continue
    const kept = other.closedAt === null || other.closedAt >= remembered
    if (kept && chatStart(other) < chatEnd(visit) && chatStart(visit) < chatEnd(other)) return true
  }
  return false
}
