import { expect, test } from 'vitest'
import {
  neededFontSize,
  pixelPitch,
  screenWarning,
} from '../../../server/config/screenLegibility.ts'
import { readSiteFile } from '../../../server/config/siteFile.ts'
import type { ScreenSettings } from '../../../shared/views.ts'

const screen = (
  inches: number | null,
  farthestSeatMetres: number | null,
  layout: ScreenSettings['layout'] = 'standard',
): ScreenSettings => ({
  id: 'main',
  layout,
  theme: 'night',
  language: 'zh-CN',
  inches,
  farthestSeatMetres,
  sound: false,
  reducedMotion: false,
})

test.each([
  [55, 0.634],
  [65, 0.749],
  [75, 0.865],
  [86, 0.992],
])('the pixels of %d inches lie %d mm apart', (inches, pitch) => {
  expect(pixelPitch(inches)).toBeCloseTo(pitch, 2)
})

test.each([
  [3, 33, 20, 27],
  [5, 55, 34, 44],
  [8, 89, 54, 71],
  [12, 133, 81, 106],
])(
  'at %d m on 65 inches: digits %d px, Chinese %d px, comfortably %d px',
  (metres, digits, least, comfortable) => {
    // The published table rounds both up and down.
    expect(Math.abs(neededFontSize(metres, 65, 0.7, 20) - digits)).toBeLessThan(1)
    expect(Math.abs(neededFontSize(metres, 65, 0.92, 16) - least)).toBeLessThan(1)
    expect(Math.abs(neededFontSize(metres, 65, 0.92, 21) - comfortable)).toBeLessThan(1)
  },
)

test.each([
  [screen(65, 6.5)],
  [screen(86, 8.5)],
  [screen(65, 9.5, 'focus')],
  [screen(null, 30)],
  [screen(40, null)],
])('a screen that can be read, or whose distance is not known, says nothing', (settings) => {
  expect(screenWarning(settings)).toBeNull()
})

test.each<[ScreenSettings, string, string]>([
  [
    screen(65, 7),
    '最远座位 7 米，65 寸屏上队列名偏小，建议 75 寸屏或聚焦布局',
    'use 75 inches or the focus layout',
  ],
  [
    screen(65, 12),
    '最远座位 12 米，65 寸屏上队列名偏小，建议 86 寸屏并用聚焦布局',
    'use 86 inches with the focus layout',
  ],
  [screen(65, 12, 'focus'), '最远座位 12 米，65 寸屏上队列名偏小，建议 86 寸屏', 'use 86 inches'],
  [
    screen(55, 40),
    '最远座位 40 米，55 寸屏上队列名和主数字偏小，请把屏移近，或为远处座位另设一块屏',
    'move the screen closer',
  ],
])(
  'a screen too small for its farthest seat says what to do in both languages',
  (settings, zh, en) => {
    const warning = screenWarning(settings)
    expect(warning?.['zh-CN']).toBe(zh)
    expect(warning?.en).toContain(`The farthest seat is ${settings.farthestSeatMetres} m away`)
    expect(warning?.en).toContain(en)
  },
)

test('the site file says it with the line of the screen', () => {
  const text =
    'site: a\nscreens:\n  - id: near\n  - id: far\n    inches: 65\n    farthestSeatMetres: 12\n'
  const reading = readSiteFile(Buffer.from(text), { timezone: 'UTC', language: 'en' })
  expect(reading).toMatchObject({
    warnings: [{ line: 4, column: 5, message: { en: expect.stringContaining('12 m') as string } }],
  })
})
