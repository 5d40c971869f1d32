import type { ScreenSettings, Text } from '../../shared/views.ts'

const MM_PER_INCH = 25.4
/** Width of a 16:9 screen over its diagonal, and the pixels of the design across it. */
const WIDTH_SHARE = 16 / Math.hypot(16, 9)
const DESIGN_WIDTH = 1920

/** Height over font size: of a Chinese face, and of Barlow's digits. */
const CHINESE_FACE = 0.92
const DIGITS = 0.7
/** The least height that is read without effort, in minutes of arc. */
const LEAST_ARC = 16

/** Sizes that shops have. */
const commonInches = [55, 65, 75, 86, 98]
/** Font sizes of the standard layout in design pixels; the focus layout draws both half as large again. */
const QUEUE_NAME = 44
const HERO_DIGITS = 168
const FOCUS = 1.5
const COMPACT = { queueName: 40, heroDigits: 92 }

/** Millimetres from one design pixel to the next. */
export const pixelPitch = (inches: number): number =>
  (inches * MM_PER_INCH * WIDTH_SHARE) / DESIGN_WIDTH

/** Font size in design pixels that a seat so far away needs: 2·d·tan(θ/2) ÷ pitch ÷ share of the face. */
export const neededFontSize = (
  metres: number,
  inches: number,
  face: number = CHINESE_FACE,
  arcMinutes: number = LEAST_ARC,
): number =>
  (2 * metres * 1000 * Math.tan((arcMinutes / 60 / 2) * (Math.PI / 180))) /
  pixelPitch(inches) /
  face

interface Drawn {
  readonly queueName: number
  readonly heroDigits: number
}

function drawn(layout: ScreenSettings['layout']): Drawn {
  if (layout === 'compact') return COMPACT
  const times = layout === 'focus' ? FOCUS : 1
  return { queueName: QUEUE_NAME * times, heroDigits: HERO_DIGITS * times }
}

/** What to say when the farthest seat cannot read the names of the queues; null when it can or is not known. */
export function screenWarning(screen: ScreenSettings): Text | null {
  const { inches, farthestSeatMetres: metres, layout } = screen
  if (inches === null || metres === null) return null
  const reads = (size: number, used: ScreenSettings['layout']): boolean =>
    drawn(used).queueName >= neededFontSize(metres, size)
  if (reads(inches, layout)) return null
  const heroes = drawn(layout).heroDigits >= neededFontSize(metres, inches, DIGITS)
  const larger = commonInches.find((size) => size > inches && reads(size, layout))
  const focus = layout !== 'focus' && reads(inches, 'focus')
  const both = commonInches.find((size) => size > inches && reads(size, 'focus'))
  return {
    'zh-CN': `最远座位 ${metres} 米，${inches} 寸屏上${heroes ? '队列名' : '队列名和主数字'}偏小，${adviceZh(larger, focus, both)}`,
    en: `The farthest seat is ${metres} m away: on ${inches} inches ${heroes ? 'queue names are' : 'queue names and the large figures are'} too small; ${adviceEn(larger, focus, both)}`,
  }
}

function adviceZh(larger: number | undefined, focus: boolean, both: number | undefined): string {
  const single = [larger ? ` ${larger} 寸屏` : '', focus ? '聚焦布局' : ''].filter(Boolean)
  if (single.length > 0) return `建议${single.join('或')}`
  return both ? `建议 ${both} 寸屏并用聚焦布局` : '请把屏移近，或为远处座位另设一块屏'
}

function adviceEn(larger: number | undefined, focus: boolean, both: number | undefined): string {
  const single = [larger ? `${larger} inches` : '', focus ? 'the focus layout' : ''].filter(Boolean)
  if (single.length > 0) return `use ${single.join(' or ')}`
  return both
    ? `use ${both} inches with the focus layout`
    : 'move the screen closer, or give the far seats one of their own'
}
