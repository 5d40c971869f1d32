import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import type { LeadView } from '../../shared/leadView.ts'
import { buildClient, launchBrowser, openPage } from './browser.ts'
import { PIN, TABLET_TOKEN, startPeopleServer, type PeopleServer } from './peopleFixturesServer.ts'

const pictures = fileURLToPath(new URL('../browser/screenshots/', import.meta.url))
export const tabletSize = { width: 1180, height: 820 }

/** A browser and the built client, for a file of tests. */
export interface TabletShop {
  readonly browser: Browser
  readonly folder: string
}

/** @param name the folder of this build, one for each file of tests */
export async function openShop(name: string): Promise<TabletShop> {
  mkdirSync(pictures, { recursive: true })
  const [browser, folder] = await Promise.all([launchBrowser(), buildClient(name)])
  return { browser, folder }
}

/** A paired tablet and its server. */
export interface Tablet {
  readonly server: PeopleServer
  readonly page: Page
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

/** Paired and locked. */
export async function pairedTablet(
  { browser, folder }: TabletShop,
  view: LeadView,
  query = '?language=zh-CN',
): Promise<Tablet> {
  const server = await startPeopleServer(folder)
  server.showLead(view)
  const watched = await openPage(browser, tabletSize)
  await watched.page.goto(`${server.url}/lead${query}#token=${TABLET_TOKEN}`)
  return {
    server,
    ...watched,
    close: async () => {
      await watched.page.close()
      await server.close()
    },
  }
}

export async function unlock(page: Page): Promise<void> {
  await page.locator('#pin').fill(PIN)
  await page.keyboard.press('Enter')
  await page.locator('aside nav').waitFor()
}

/** Paired and unlocked. */
export async function openTablet(
  shop: TabletShop,
  view: LeadView,
  query?: string,
): Promise<Tablet> {
  const tablet = await pairedTablet(shop, view, query)
  await unlock(tablet.page)
  return tablet
}

const fonts = async (page: Page) => page.evaluate(async () => document.fonts.ready)

export async function picture(page: Page, name: string): Promise<void> {
  await fonts(page)
  await page.screenshot({ path: `${pictures}lead-${name}.png` })
}

/** What cannot be read or touched: type under 15 px, targets under 56 px, text that is cut or off the side. */
export const audit = async (page: Page) =>
  page.evaluate(() => {
    const small: string[] = []
    const type: string[] = []
    const off: string[] = []
    for (const one of document.querySelectorAll<HTMLElement>('button, label, textarea, input')) {
      if (one.matches('.unseen')) continue
      const { width, height } = one.getBoundingClientRect()
      const text = one.getAttribute('aria-label') ?? one.textContent
      if (one.hasAttribute('for')) continue
      if (width < 55.5 || height < 55.5) small.push(`${text} ${width}×${height}`)
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement!
      const text = walker.currentNode.nodeValue!.trim()
      if (text === '' || parent.closest('.unseen, script, style')) continue
      if (Number.parseFloat(getComputedStyle(parent).fontSize) < 15) type.push(text)
      const range = document.createRange()
      range.selectNodeContents(walker.currentNode)
      const { left, right } = range.getBoundingClientRect()
      if (left < -1 || right > innerWidth + 1) off.push(text)
    }
    const across = document.documentElement.scrollWidth - innerWidth
    return { small, type, off, across }
  })

export const sound = { small: [], type: [], off: [], across: 0 }

export async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Counts what a finger does. */
export function finger(page: Page) {
  let taps = 0
  return {
    tap: async (name: string | RegExp, scope = 'main') => {
      taps += 1
      await page.locator(scope).getByRole('button', { name }).first().click()
    },
    taps: () => taps,
  }
}
