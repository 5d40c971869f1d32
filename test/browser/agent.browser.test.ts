import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AgentView } from '../../shared/agentView.ts'
import { after } from '../../shared/time.ts'
import { buildClient, launchBrowser, openPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import { agentStates } from '../support/peopleFixturesAgent.ts'
import {
  AGENT_TOKENS,
  startPeopleServer,
  type PeopleServer,
} from '../support/peopleFixturesServer.ts'

const pictures = fileURLToPath(new URL('./screenshots/', import.meta.url))
const phone = { width: 390, height: 844 }
const strip = { width: 480, height: 112 }
const stateNames = Object.keys(agentStates) as (keyof typeof agentStates)[]
let browser: Browser
let folder: string

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, folder] = await Promise.all([launchBrowser(), buildClient('agent')])
})
afterAll(async () => {
  await browser.close()
})

interface Glance {
  readonly server: PeopleServer
  readonly page: Page
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

async function openGlance(
  view: AgentView,
  query = '?language=zh-CN',
  size: { readonly width: number; readonly height: number } = phone,
): Promise<Glance> {
  const server = await startPeopleServer(folder)
  server.showAgent(view)
  const watched = await openPage(browser, size)
  await watched.page.goto(`${server.url}/me${query}#token=${AGENT_TOKENS.chenxiao}`)
  await watched.page.locator('main svg').first().waitFor()
  await watched.page.evaluate(async () => document.fonts.ready)
  return {
    server,
    ...watched,
    close: async () => {
      await watched.page.close()
      await server.close()
    },
  }
}

const picture = async (page: Page, name: string) =>
  page.screenshot({ path: `${pictures}agent-${name}.png` })

/** Type under 14 px, targets under 44 px, text that leaves the page at a side. */
const audit = async (page: Page) =>
  page.evaluate(() => {
    const small: string[] = []
    const type: string[] = []
    const off: string[] = []
    for (const one of document.querySelectorAll<HTMLElement>('button, label, a')) {
      const { width, height } = one.getBoundingClientRect()
      if (width < 43.5 || height < 43.5) small.push(`${one.textContent} ${width}×${height}`)
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement!
      const text = walker.currentNode.nodeValue!.trim()
      if (text === '' || parent.closest('.unseen, script, style')) continue
      if (Number.parseFloat(getComputedStyle(parent).fontSize) < 14) type.push(text)
      const range = document.createRange()
      range.selectNodeContents(walker.currentNode)
      const { left, right } = range.getBoundingClientRect()
      if (left < -1 || right > innerWidth + 1) off.push(text)
    }
    return { small, type, off, across: document.documentElement.scrollWidth - innerWidth }
  })

const sound = { small: [], type: [], off: [], across: 0 }

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

describe.each(['zh-CN', 'en'])('390 × 844, %s', (language) => {
  test.each(stateNames)('%s', async (name) => {
    const { page, complaints, close } = await openGlance(agentStates[name], `?language=${language}`)
    await picture(page, `${name}-${language}`)
    expect(await audit(page)).toEqual(sound)
    expect(await axe(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('choices, and how it is worked out', async () => {
    const { page, complaints, close } = await openGlance(
      agentStates.undecided,
      `?language=${language}`,
    )
    await page.locator('fieldset').scrollIntoViewIfNeeded()
    await page.locator('[role=switch]').last().scrollIntoViewIfNeeded()
    await picture(page, `choices-${language}`)
    await page.locator('header button').click()
    await page.getByText('91.4').waitFor()
    await picture(page, `explain-${language}`)
    expect(await audit(page)).toEqual(sound)
    expect(await axe(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })
})

describe.each(['zh-CN', 'en'])('480 × 112, %s', (language) => {
  test.each(stateNames)('strip: %s', async (name) => {
    const { page, complaints, close } = await openGlance(
      agentStates[name],
      `?strip=1&language=${language}`,
      strip,
    )
    await picture(page, `strip-${name}-${language}`)
    expect(await audit(page)).toEqual(sound)
    expect(await axe(page)).toEqual([])
    const box = await page.evaluate(() => ({
      down: document.documentElement.scrollHeight - innerHeight,
      moving: document.getAnimations().length,
    }))
    expect(box).toEqual({ down: 0, moving: 0 })
    expect(complaints).toEqual([])
    await close()
  })
})

describe('[K6] consent', () => {
  test('off until chosen; each of the three is kept to, by touch and by keyboard', async () => {
    const { server, page, close } = await openGlance(agentStates.undecided)
    const wall = page.getByRole('switch', { name: /名字可以上大屏/ })
    expect(await wall.getAttribute('aria-checked')).toBe('false')
    expect(await page.locator('input:checked').count()).toBe(0)
    await wall.click()
    await page.locator('[role=switch][aria-checked=true]').waitFor()
    await page.getByText('已保存').waitFor()
    await page.getByText('仅组内', { exact: true }).click()
    await page.locator('[role=switch][aria-checked=true]').waitFor({ state: 'detached' })
    await page.getByRole('radio', { name: '仅组内' }).focus()
    await page.keyboard.press('ArrowRight')
    await expect
      .poll(() => server.acts, eventually)
      .toEqual(['audience chenxiao wall', 'audience chenxiao team', 'audience chenxiao me'])
    await close()
  })

  test('what could not be saved is said, and the switch stays where it was', async () => {
    const { server, page, close } = await openGlance(agentStates.undecided)
    server.cut(true)
    await page.locator('[data-hollow=true]').waitFor()
    const wall = page.getByRole('switch', { name: /名字可以上大屏/ })
    await wall.click()
    await page.getByText('没有保存，请再试一次').waitFor()
    expect(await wall.getAttribute('aria-checked')).toBe('false')
    await close()
  })
})

describe('[11] rank', () => {
  test('it can be hidden and shown again', async () => {
    const { server, page, close } = await openGlance(agentStates.glance)
    await page.getByText('/ 18').waitFor()
    await page.getByRole('switch', { name: /隐藏我的名次/ }).click()
    await page.getByText('名次已隐藏').waitFor()
    expect(await page.getByText('/ 18').count()).toBe(0)
    expect(server.acts).toEqual(['rank chenxiao hidden'])
    await close()
  })

  test('a newcomer sees the own way, no place', async () => {
    const { page, close } = await openGlance(agentStates.newcomer)
    await page.getByText('新人第 12 天').waitFor()
    expect(await page.getByText('今日组内').count()).toBe(0)
    await close()
  })

  test('a fall is not told: no arrow, no red, the nearest gap instead', async () => {
    const view = {
      ...agentStates.glance,
      rank: { place: 9, of: 18, risenSinceYesterday: -4 },
      nextStep: null,
    }
    const { page, close } = await openGlance(view)
    await page.getByText('差在一次解决，还差 1.4 个点').waitFor()
    expect(await page.getByText(/退|降|-4|4 位/).count()).toBe(0)
    await close()
  })
})

describe('thanks on the strip', () => {
  test('new since the page was last open on this device', async () => {
    const { server, page, close } = await openGlance(agentStates.glance, '?strip=1', strip)
    await page.getByText('新肯定').waitFor()
    await page.goto(`${server.url}/me`)
    await page.getByText('收到的肯定').waitFor()
    await page.goto(`${server.url}/me?strip=1`)
    await page.getByText('再 2 通一次解决').waitFor()
    expect(await page.getByText('新肯定').count()).toBe(0)
    const last = agentStates.glance.thanks.last!
    const later = { ...last, at: after(last.at, 1000) }
    server.showAgent({ ...agentStates.glance, thanks: { thisWeek: 5, last: later } })
    await page.getByText('新肯定').waitFor()
    expect(await page.locator('a b').textContent()).toBe('1')
    await close()
  })
})

test('a page without a session says so and asks for a link', async () => {
  const server = await startPeopleServer(folder)
  const { page } = await openPage(browser, phone)
  await page.goto(`${server.url}/me?language=zh-CN`)
  await page.getByText('请向组长要一个新链接').waitFor()
  await picture(page, 'notPaired-zh-CN')
  expect(await axe(page)).toEqual([])
  await page.close()
  await server.close()
})

test('text at twice the size: nothing leaves the page', async () => {
  const { page, close } = await openGlance(agentStates.glance)
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
  await picture(page, 'zoom-zh-CN')
  expect((await audit(page)).off).toEqual([])
  await close()
})
