import { audiences } from '../../shared/people.ts'
import { shelveMinutes, type ShelveMinutes, type Thank } from '../../shared/protocol/people.ts'
import { cleanReason } from '../../shared/reasonFault.ts'
import { isName, membersOf } from './personalSockets.ts'

/** A thank-you as it came, its words cleaned; null when it is none. [P21] */
export function readThank(value: unknown): Thank | null {
  const { id, to, behaviour, reason, audience } = membersOf(value) ?? {}
  const chosen = audiences.find((one) => one === audience)
  if (!isName(id) || id === '' || !isName(to) || !isName(behaviour) || !chosen) return null
  if (typeof reason !== 'string' || reason.length > 2000) return null
  return { id, to, behaviour, reason: cleanReason(reason), audience: chosen }
}

/** One named member that is a name, or null. */
export function readName(value: unknown, member: 'id' | 'alarm' | 'pin'): string | null {
  const name = membersOf(value)?.[member]
  return isName(name) && name !== '' ? name : null
}

export function readMinutes(value: unknown): ShelveMinutes | null {
  const minutes = membersOf(value)?.['minutes']
  return shelveMinutes.find((one) => one === minutes) ?? null
}
