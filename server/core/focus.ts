import { millis, type EpochMs, type Millis } from '../../shared/time.ts'
import type { Visit } from './visit.ts'

/**
 * A chat's share of its own time: while k chats of one agent are open, each gets 1/k. [M6]
 * An open chat counts as going on; its end will settle the shares anew.
 */
export function focusOf(visit: Visit, colleagues: ReadonlySet<Visit>): Millis {
  const from = visit.connect?.at
  const to = visit.done?.at
  if (from === undefined || to === undefined || to <= from) return millis(0)
  const others = [...colleagues].filter(
    (other) => other !== visit && other.channel !== 'voice' && other.connect,
  )
  const edges = new Set<number>([from, to])
  for (const other of others) {
    for (const at of [other.connect?.at, other.done?.at]) {
      if (at !== undefined && at > from && at < to) edges.add(at)
    }
  }
  const cuts = [...edges].sort((a, b) => a - b)
  let share = 0
  for (let index = 1; index < cuts.length; index += 1) {
    const start = cuts[index - 1] ?? 0
    const end = cuts[index] ?? 0
    const open = others.filter((other) => isOpen(other, start as EpochMs)).length
    share += (end - start) / (open + 1)
  }
  return millis(Math.round(share))
}

const isOpen = (visit: Visit, at: EpochMs): boolean =>
  visit.connect !== null && visit.connect.at <= at && (visit.done === null || visit.done.at > at)
