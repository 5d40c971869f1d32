import type { PersonalJoin } from '../../shared/protocol/people.ts'

const TOKEN_LENGTH = 200
const NAME_LENGTH = 100

/** The token of a handshake, or null when there is none of a sensible length. */
function readToken(auth: unknown): string | null {
  const token = membersOf(auth)?.['token']
  return typeof token === 'string' && token.length > 0 && token.length <= TOKEN_LENGTH
    ? token
    : null
}

/** Looks the bearer of a token up before the connection is made; `next` is told who may not come in. */
export async function admit<T>(
  auth: unknown,
  find: (token: string) => Promise<T | null>,
  remember: (found: T) => void,
  next: (refusal?: Error) => void,
): Promise<void> {
  const token = readToken(auth)
  let refusal: Error | undefined
  try {
    const found = token === null ? null : await find(token)
    if (found === null) refusal = new Error('NOT_PAIRED')
    else remember(found)
  } catch {
    refusal = new Error('UNAVAILABLE')
  }
  next(refusal)
}

/** What was sent as an object, or null. [P21] */
export const membersOf = (value: unknown): Readonly<Record<string, unknown>> | null =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null

export function readPersonalJoin(value: unknown): PersonalJoin | null {
  const { protocol, build } = membersOf(value) ?? {}
  if (typeof protocol !== 'number' || !isName(build)) return null
  return { protocol, build }
}

/** A name or id as screens send it. */
export const isName = (value: unknown): value is string =>
  typeof value === 'string' && value.length <= NAME_LENGTH

/** Answers a question in its own time; one that fails is told so, and the connection stays. */
export function answerWith<T>(answer: unknown, work: () => Promise<T>, otherwise: T): void {
  if (typeof answer !== 'function') return
  const tell = answer as (value: T) => void
  void work().then(tell, () => tell(otherwise))
}

export function everyMs(ms: number, run: () => void): () => void {
  const timer = setInterval(run, ms)
  return () => clearInterval(timer)
}
