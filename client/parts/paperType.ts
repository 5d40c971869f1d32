/** Advance widths of Noto Serif 900 in em, a little generous, so that a name never runs over. */
function emOf(letter: string): number {
  if (/\p{Script=Han}/u.test(letter)) return 1.02
  if (/[MWmw]/.test(letter)) return 0.98
  if (/[A-Z]/.test(letter)) return 0.76
  if (letter === ' ') return 0.26
  return /[ijlftr.'-]/.test(letter) ? 0.4 : 0.62
}

/** Width of a line in Song at its heaviest, em. */
const songWidth = (text: string): number => Array.from(text, emOf).reduce((sum, em) => sum + em, 0)

/** The largest size up to `size` at which a line in Song fits. Design pixels. */
export const fitSong = (text: string, width: number, size: number): number =>
  Math.min(size, Math.floor(width / songWidth(text)))

export type Script = 'han' | 'latin'

/** How a name is set: Chinese names large and close, others as words. */
export const scriptOf = (name: string): Script => (/\p{Script=Han}/u.test(name) ? 'han' : 'latin')

const han = { column: [200, 200, 156, 118], page: [320, 320, 238, 180] } as const
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
  sizeInTwo: number,
): { readonly lines: readonly string[]; readonly size: number } {
  const lines = name.length <= 11 ? [name] : inTwo(name)
  const most = lines.length === 1 ? size : sizeInTwo
  return { lines, size: Math.min(...lines.map((line) => fitSong(line, width, most))) }
}

/** At the space nearest to the middle; a name without one stays whole. */
function inTwo(name: string): readonly string[] {
  const spaces = [...name.matchAll(/ /g)].map(({ index }) => index)
  const middle = name.length / 2
  const [best] = spaces.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))
  return best === undefined ? [name] : [name.slice(0, best), name.slice(best + 1)]
}
