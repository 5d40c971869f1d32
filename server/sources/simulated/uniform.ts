/** Uniform numbers in [0, 1). The only chance in the simulated floor, so a seed fixes everything. */
export type Uniform = () => number

/** FNV-1a: a name and a seed give each part of the floor its own stream of numbers. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  return value >>> 0
}

/**
 * A seeded stream (sfc32) of its own per name: more patience drawn in one queue moves nothing in another,
 * and an agent's skill cannot leak into the agent's speed.
 */
export function uniformFrom(seed: number, name: string): Uniform {
  let a = hash(`${name}/${seed}`)
  let b = hash(`${seed}/${name}`)
  let c = Math.trunc(seed) | 0
  let counter = 1
  const next = (): number => {
    const mixed = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + mixed) | 0
    return (mixed >>> 0) / 4_294_967_296
  }
  for (let round = 0; round < 15; round++) next()
  return next
}

/** True in this share of cases. */
export const chance = (uniform: Uniform, share: number): boolean => share > 0 && uniform() < share

export const between = (uniform: Uniform, from: number, to: number): number =>
  from + (to - from) * uniform()

/** One of several, each by its weight. */
export function pick<T>(uniform: Uniform, choices: readonly (readonly [T, number])[]): T {
  let left = uniform() * choices.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [choice, weight] of choices) {
    left -= weight
    if (left < 0) return choice
  }
  const last = choices.at(-1)
  if (last === undefined) throw new Error('Nothing to pick from: give at least one choice')
  return last[0]
}
