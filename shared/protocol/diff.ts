/** Plain data, as JSON carries it. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/**
 * What turns one value into another, as few bytes as JSON allows: [P4]
 * - a bare null, boolean, number or string is the new value;
 * - `[value]` is a new object or list in place of what was there;
 * - `[]` says that a member is gone; in a list, that it ends before this place;
 * - an object changes the members it names and leaves the others; lists name their places by number.
 */
export type Patch =
  | null
  | boolean
  | number
  | string
  | readonly []
  | readonly [Json]
  | { readonly [key: string]: Patch }

export type Members = Readonly<Record<string, Json>>

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value)
export const isBranch = (value: Json | undefined): value is Members | readonly Json[] =>
  typeof value === 'object' && value !== null

/** A member, or undefined: what is absent and what is undefined are the same on the wire. */
export const member = (of: Members, key: string): Json | undefined =>
  Object.hasOwn(of, key) ? of[key] : undefined

/** Writes an own member; `__proto__` is a name like any other and never reaches the prototype. [P21] */
export function put<T>(into: Record<string, T>, key: string, value: T): void {
  if (key !== '__proto__') into[key] = value
  else
    Object.defineProperty(into, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    })
}

/** The patch from one value to the next, or undefined when nothing changed. */
export function diff(from: Json, to: Json): Patch | undefined {
  if (Object.is(from, to)) return undefined
  if (!isBranch(to)) return to
  if (!isBranch(from)) return [to]
  if (isList(from)) return isList(to) ? diffLists(from, to) : [to]
  return isList(to) ? [to] : diffMembers(from, to)
}

function diffMembers(from: Members, to: Members): Patch | undefined {
  const changes: Record<string, Patch> = {}
  let count = 0
  for (const key of Object.keys(to)) {
    const after = member(to, key)
    if (after === undefined) continue
    const before = member(from, key)
    const change = before === undefined ? whole(after) : diff(before, after)
    if (change === undefined) continue
    put(changes, key, change)
    count += 1
  }
  for (const key of Object.keys(from)) {
    if (member(from, key) === undefined || member(to, key) !== undefined) continue
    put<Patch>(changes, key, [])
    count += 1
  }
  return count === 0 ? undefined : changes
}

function diffLists(from: readonly Json[], to: readonly Json[]): Patch | undefined {
  const changes: Record<string, Patch> = {}
  let count = 0
  for (const [index, after] of to.entries()) {
    const before = from[index]
    const change = before === undefined ? whole(after) : diff(before, after)
    if (change === undefined) continue
    changes[index] = change
    count += 1
  }
  if (to.length < from.length) {
    changes[to.length] = []
    count += 1
  }
  return count === 0 ? undefined : changes
}

const whole = (value: Json): Patch => (isBranch(value) ? [value] : value)
