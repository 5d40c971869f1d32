import type { AgentView } from '../../shared/agentView.ts'

const KEY = 'starboard.kudos-seen'

/** Thanks that came since the page was last looked at; a fake storage in tests. */
export interface SeenStorage {
  readonly getItem: (key: string) => string | null
  readonly setItem: (key: string, value: string) => void
}

type Thanks = AgentView['thanks']

const stampOf = ({ thisWeek, last }: Thanks): string => `${thisWeek}.${last?.at ?? 0}`

/** How many thanks of this week have not been seen; a new week begins at none. */
export function unseenThanks(thanks: Thanks, storage: SeenStorage): number {
  const [week, at] = (read(storage) ?? '0.0').split('.').map(Number)
  if (thanks.last === null || thanks.last.at <= (at ?? 0)) return 0
  const more = thanks.thisWeek - (week ?? 0)
  return more > 0 ? more : 1
}

export function markThanksSeen(thanks: Thanks, storage: SeenStorage): void {
  try {
    storage.setItem(KEY, stampOf(thanks))
  } catch {
    // Without storage they are new again next time; nothing else depends on it.
  }
}

function read(storage: SeenStorage): string | null {
  try {
    return storage.getItem(KEY)
  } catch {
    return null
  }
}
