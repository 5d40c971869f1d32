/** Noto Serif 900, in em of a letter: a little generous, so that a name never runs over. */
export const LATIN_EM = 0.56

export type Script = 'han' | 'latin'

/** How a name is set: Chinese names large and close, others as words. */
export const scriptOf = (name: string): Script => (/\p{Script=Han}/u.test(name) ? 'han' : 'latin')

const han = { column: [200, 200, 156, 118], page: [320, 320, 240, 184] } as const
const room = { column: 480, page: 740 } as const

/** Size of a Chinese name by its length, design pixels: across a slip, or down a page. */
export function hanSize(name: string, place: keyof typeof room): number {
  const letters = Array.from(name).length
  return han[place][letters - 1] ?? Math.floor(room[place] / letters)
}

/** A name in letters: one line, or two when it is long; its size, design pixels. */
export function latinLines(
  name: string,
  width: number,
  size: number,
): { readonly lines: readonly string[]; readonly size: number } {
  const lines = name.length <= 11 ? [name] : inTwo(name)
  const longest = Math.max(...lines.map(({ length }) => length))
  return { lines, size: Math.min(size, Math.floor(width / (longest * LATIN_EM))) }
}

/** At the space nearest to the middle; a name without one stays whole. */
function inTwo(name: string): readonly string[] {
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index)
  const middle = name.length / 2
  const [best] = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  return best === undefined ? [name] : [name.slice(0, best), name.slice(best + 1)]
}
