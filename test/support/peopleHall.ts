import type { Browser, Page } from 'playwright-core'
import { openPage } from './browser.ts'
import { startFakeWallServer, type FakeWallServer } from './fakeWallServer.ts'
import type { WallState } from './wallStates.ts'

const LANDSCAPE = { width: 1920, height: 1080 } as const

/** A browser and the built client it is to show. */
export interface Stand {
  readonly browser: Browser
  readonly folder: string
}

export interface PeopleHall {
  readonly server: FakeWallServer
  readonly page: Page
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

/** A server in a state and one wall that shows it, people and all. */
export async function openHall(
  { browser, folder }: Stand,
  first: WallState,
  query = '',
  size: { readonly width: number; readonly height: number } = LANDSCAPE,
): Promise<PeopleHall> {
  const server = await startFakeWallServer(folder, first)
  const watched = await openPage(browser, size)
  await watched.page.goto(`${server.url}/wall/main${query}`)
  await watched.page.locator('[data-ready=true] main').waitFor({ state: 'attached' })
  await watched.page.locator('aside').waitFor({ state: 'attached' })
  return {
    server,
    ...watched,
    close: async () => {
      await watched.page.close()
      await server.close()
    },
  }
}

/** What moves by itself is brought to its end; what the clock moves stands still, because the clock does. */
const settle = (page: Page) =>
  page.evaluate(async () => {
    for (const animation of document.getAnimations()) {
      const { endTime } = animation.effect!.getComputedTiming()
      if (animation.playState === 'running' && Number.isFinite(endTime)) animation.finish()
    }
    await document.fonts.ready
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  })

/** The wall shows the state, and nothing of the one before. */
export async function shown({ server, page }: PeopleHall, state: WallState): Promise<void> {
  server.show(state)
  const id = state.view.people?.stage?.id ?? null
  await page.waitForFunction(
    (wanted) =>
      (document.querySelector<HTMLElement>('section[data-tier]')?.dataset['id'] ?? null) === wanted,
    id,
  )
  const urgent = state.view.alarms.some(({ level }) => level === 'P1')
  await page.locator(`aside[data-dimmed=${urgent}]`).waitFor({ state: 'attached' })
  await settle(page)
}
