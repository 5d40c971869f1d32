import { FLOOR } from './geometry.ts'

/** Advance widths in em, measured from Barlow 600 and a little generous, so that text never runs over. */
const wide = /[mwMW@%]/
const narrow = /[ijlftrI.,:;'’|!·() ]/
const capital = /[A-Z&]/

function emOf(letter: string): number {
  if (letter.charCodeAt(0) >= 0x2e80) return 1
  if (wide.test(letter)) return 0.88
  if (narrow.test(letter)) return 0.3
  return capital.test(letter) ? 0.65 : 0.57
}

/** Estimated width of a text in em. Estimated, because measuring would cost a layout per change. */
export const textWidth = (text: string): number =>
  Array.from(text, emOf).reduce((sum, em) => sum + em, 0)

/** The largest size up to `size` at which the text fits into `width`; never below `floor`. */
export function fitText(text: string, width: number, size: number, floor: number): number {
  const em = textWidth(text)
  return em * size <= width ? size : Math.max(floor, Math.floor(width / em))
}

/** A name fits on two lines with less of its size lost than this, or it stays on one. */
const ONE_LINE_DOWN_TO = 0.72

/** Type and number of lines for a name; two lines only when one would make it small. */
export function fitName(
  name: string,
  width: number,
  size: number,
  height: number,
): { readonly size: number; readonly lines: 1 | 2 } {
  const one = fitText(name, width, size, FLOOR)
  if (one >= size * ONE_LINE_DOWN_TO) return { size: one, lines: 1 }
  // Lines break at words, so the second one is seldom full.
  const two = Math.min(fitText(name, width * 1.7, size, FLOOR), Math.floor(height * 0.4))
  return two >= FLOOR && (two > one || textWidth(name) * one > width)
    ? { size: two, lines: 2 }
    : { size: one, lines: 1 }
}
