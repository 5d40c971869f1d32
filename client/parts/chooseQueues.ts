import type { AlarmView, QueueView } from '../../shared/views.ts'

/** More queues than this do not fit beside one another and stay readable. */
const QUEUES_SHOWN = 6

/** So many more must be waiting before a queue takes the place of another: rows do not flicker. */
const CLEARLY_MORE = 3

const weightOfLevel = { P1: 2000, P2: 1000 } as const

function pressure(queue: QueueView, alarms: readonly AlarmView[]): number {
  const own = alarms.filter((alarm) => alarm.queue === queue.id && alarm.state === 'active')
  const alarm = Math.max(0, ...own.map(({ level }) => weightOfLevel[level]))
  return alarm + Math.min(queue.waiting, 999)
}

/**
 * The queues a wall shows, in the order of the site file: all up to six, else the six most pressed, an alarm
 * always among them. `before`: the ids shown so far; they keep their place unless clearly outdone.
 */
export function chooseQueues(
  queues: readonly QueueView[],
  alarms: readonly AlarmView[],
  before: readonly string[],
): readonly QueueView[] {
  if (queues.length <= QUEUES_SHOWN) return queues
  const rated = queues.map((queue) => ({
    queue,
    weight: pressure(queue, alarms) + (before.includes(queue.id) ? CLEARLY_MORE - 0.5 : 0),
  }))
  const kept = new Set(
    [...rated]
      .sort((a, b) => b.weight - a.weight)
      .slice(0, QUEUES_SHOWN)
      .map(({ queue }) => queue.id),
  )
  return queues.filter(({ id }) => kept.has(id))
}

type Choose = (queues: readonly QueueView[], alarms: readonly AlarmView[]) => readonly QueueView[]

/** Chooses again and again, remembering what was shown, so that rows do not come and go. */
export function createQueueChooser(): Choose {
  let before: readonly string[] = []
  return (queues, alarms) => {
    const chosen = chooseQueues(queues, alarms, before)
    before = chosen.map(({ id }) => id)
    return chosen
  }
}
