import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { openPage, type WatchedPage } from './browser.ts'
import { startFakeWallServer, type FakeWallServer } from './fakeWallServer.ts'
import { auditWall } from './wallAudit.ts'
import type { WallState, WallStateName } from './wallStates.ts'

/** The screens that a wall is looked at on, in CSS pixels. */
export const sizes = {
  landscape: { width: 1920, height: 1080 },
  portrait: { width: 1080, height: 1920 },
  fourK: { width: 3840, height: 2160 },
} as const

export interface Hall {
  readonly server: FakeWallServer
  readonly page: Page
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

/** A server in a state and one wall that shows it. */
export async function openHall(
  { browser, folder }: { readonly browser: Browser; readonly folder: string },
  first: WallState,
  query = '',
  size: { readonly width: number; readonly height: number } = sizes.landscape,
): Promise<Hall> {
  const server = await startFakeWallServer(folder, first)
  const watched: WatchedPage = await openPage(browser, size)
  await watched.page.goto(`${server.url}/wall/main${query}`)
  await watched.page.locator('[data-ready=true] main').waitFor()
  return {
    server,
    ...watched,
    close: async () => {
      await watched.page.close()
      await server.close()
    },
  }
}

/** Runs every animation that ends to its end (pulses, growing rows) and waits for the faces. */
export const settle = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    for (const animation of document.getAnimations()) {
      if (
        Number.isFinite(animation.effect?.getComputedTiming().endTime) &&
        animation.playState === 'running'
      ) {
        animation.finish()
      }
    }
    await document.fonts.ready
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })

/** Everything is legible, inside the safe area, whole and apart from its neighbours. */
export async function expectSound(page: Page, size: keyof typeof sizes): Promise<void> {
  const scale = size === 'fourK' ? 2 : 1
  const safe = size === 'portrait' ? { left: 54, top: 96 } : { left: 96 * scale, top: 54 * scale }
  const audit = await auditWall(page, safe)
  expect(audit).toEqual({
    smallest: expect.toSatisfy((smallest: number) => smallest >= 28 * scale),
    outside: [],
    overlapping: [],
    cut: [],
  })
}

const languages = ['zh-CN', 'en'] as const

/** Looks of one state, by the settings a site file may give; the theme changes no measure. */
export const looks = languages.flatMap((language) => [
  { size: 'landscape', language, layout: 'auto', theme: 'night' } as const,
  { size: 'landscape', language, layout: 'auto', theme: 'day' } as const,
  { size: 'landscape', language, layout: 'standard', theme: 'night' } as const,
  { size: 'portrait', language, layout: 'auto', theme: 'night' } as const,
])

/** Colours alone differ by day: a few states stand for all, unless the whole gallery is asked for. */
export const inDay = (name: WallStateName): boolean =>
  process.env['WALL_PICTURES'] === 'all' || ['normal', 'alarm', 'stale', 'warnings'].includes(name)

/** The digits are outlines: what they say is old. */
export const hollow = (page: Page) => page.locator('main[data-hollow=true]')
export const solid = (page: Page) => page.locator('main[data-hollow=false]')

/** Which layout a wall of that size chooses. */
export const layoutOf = (size: keyof typeof sizes, layout: 'auto' | 'standard'): string => {
  if (size === 'portrait') return 'portrait'
  return layout === 'standard' ? 'standard' : 'focus'
}
