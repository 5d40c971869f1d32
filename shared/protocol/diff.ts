/** Plain data, as JSON carries it. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/**
 * What turns one value into another. Objects carry only their changed members, and under `-` the names
 * of members that are gone; arrays of the same length carry changed places by index; all else is replaced.
 */
export type Patch = { readonly set: Json } | { readonly in: Readonly<Record<string, Patch>>; readonly gone?: readonly string[] }

const isBranch = (value: Json): value is { readonly [key: string]: Json } | readonly Json[] =>
  typeof value === 'object' && value !== null

/** The patch from one value to the next, or null when they are equal. */
export function diff(from: Json, to: Json): Patch | null {
  if (Object.is(from, to)) return null
  if (!isBranch(from) || !isBranch(to)) return { set: to }
  if (Array.isArray(from) !== Array.isArray(to)) return { set: to }
  if (Array.isArray(from) && Array.isArray(to) && from.length !== to.length) return { set: to }
  return diffMembers(from as Record<string, Json>, to as Record<string, Json>)
}

function diffMembers(from: Record<string, Json>, to: Record<string, Json>): Patch | null {
  const inside: Record<string, Patch> = {}
  let changed = false
  for (const key of Object.keys(to)) {
    const patch = Object.hasOwn(from, key) ? diff(from[key] as Json, to[key] as Json) : { set: to[key] as Json }
    if (patch) {
      inside[key] = patch
      changed = true
    }
  }
  const gone = Object.keys(from).filter((key) => !Object.hasOwn(to, key))
  if (gone.length > 0) return { in: inside, gone }
  return changed ? { in: inside } : null
}

/** The next value. Shares every branch that did not change, so that readers can compare by reference. */
export function patched(value: Json, patch: Patch): Json {
  if ('set' in patch) return patch.set
  const next: Record<string, Json> | Json[] = Array.isArray(value)
    ? [...(value as Json[])]
    : { ...(value as Record<string, Json>) }
  const members = next as Record<string, Json>
  for (const key of patch.gone ?? []) delete members[key]
  for (const [key, inner] of Object.entries(patch.in)) {
    members[key] = patched(members[key] ?? null, inner)
  }
  return next
}
