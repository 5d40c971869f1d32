import type { Page } from 'playwright-core'

/** What is wrong with the text of a wall as it is drawn. Lengths in pixels of the screen. */
export interface WallAudit {
  /** Smallest type that is drawn. */
  readonly smallest: number
  /** Texts that leave the safe area. */
  readonly outside: readonly string[]
  /** Pairs of texts that lie over one another. */
  readonly overlapping: readonly string[]
  /** Texts that do not fit into their own box and are clipped there. */
  readonly cut: readonly string[]
}

/**
 * Measures every text on the page by its ink: the width as laid out, the height of the glyphs and not of the
 * line box. What only screen readers get (`.unseen`) is left out.
 */
export const auditWall = async (
  page: Page,
  safe: { readonly left: number; readonly top: number },
): Promise<WallAudit> => page.evaluate(audit, safe)

/** Runs in the page; must stand alone. */
function audit(safe: { readonly left: number; readonly top: number }) {
  interface Ink {
    text: string
    size: number
    left: number
    right: number
    top: number
    bottom: number
  }
  const inks: Ink[] = []
  const cut: string[] = []
  const canvas = document.createElement('canvas').getContext('2d')!
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode as Text
    const parent = node.parentElement!
    const text = node.data.trim()
    if (text === '' || parent.closest('.unseen, script, style, title')) continue
    const style = getComputedStyle(parent)
    if (style.visibility === 'hidden' || !parent.checkVisibility()) continue
    if (style.overflow === 'hidden' && parent.scrollWidth > parent.clientWidth + 1) cut.push(text)
    if (style.overflow === 'hidden' && style.webkitLineClamp !== 'none') {
      if (parent.scrollHeight > parent.clientHeight + parent.clientHeight * 0.1) cut.push(text)
    }
    const range = document.createRange()
    range.selectNodeContents(node)
    const size = Number.parseFloat(style.fontSize)
    canvas.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`
    const { actualBoundingBoxAscent: ascent, actualBoundingBoxDescent: descent } =
      canvas.measureText(text)
    for (const line of range.getClientRects()) {
      if (line.width === 0) continue
      const middle = (line.top + line.bottom) / 2
      const height = ascent + descent
      if (style.writingMode.startsWith('vertical')) {
        // A column as wide as its letters; only its line box is wider.
        const axis = (line.left + line.right) / 2
        const { top, bottom } = line
        inks.push({ text, size, left: axis - size / 2, right: axis + size / 2, top, bottom })
        continue
      }
      inks.push({
        text,
        size,
        left: line.left,
        right: line.right,
        top: middle - height / 2,
        bottom: middle + height / 2,
      })
    }
  }
  const slack = 2
  const outside = inks
    .filter(
      ({ left, right, top, bottom }) =>
        left < safe.left - slack ||
        right > innerWidth - safe.left + slack ||
        top < safe.top - slack ||
        bottom > innerHeight - safe.top + slack,
    )
    .map(({ text }) => text)
  const overlapping = inks.flatMap((one, index) =>
    inks
      .slice(index + 1)
      .filter(
        (other) =>
          Math.min(one.right, other.right) - Math.max(one.left, other.left) > slack &&
          Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slack,
      )
      .map((other) => `${one.text} / ${other.text}`),
  )
  return { smallest: Math.min(...inks.map(({ size }) => size)), outside, overlapping, cut }
}
