import type { Join } from '../../shared/protocol/messages.ts'

const NAME_LENGTH = 100

/** What a screen asked for, or null when it is no such question and the sender no screen of ours. [P21] */
export function readJoin(question: unknown): Join | null {
  if (typeof question !== 'object' || question === null) return null
  const { protocol, site, screen, build } = question as Record<string, unknown>
  if (typeof protocol !== 'number' || !isName(site) || !isName(screen) || !isName(build))
    return null
  return { protocol, site, screen, build }
}

const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= NAME_LENGTH
