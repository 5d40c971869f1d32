import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildClient, launchBrowser, openPage } from '../support/browser.ts'
import { startFakeWallServer } from '../support/fakeWallServer.ts'
import {
  expectSound,
  hollow,
  inDay,
  layoutOf,
  looks,
  openHall as openHallIn,
  settle,
  sizes,
  solid,
} from '../support/wallHall.ts'
import { wallStates, type WallState, type WallStateName } from '../support/wallStates.ts'

const pictures = fileURLToPath(new URL('./screenshots/', import.meta.url))
const stateNames = Object.keys(wallStates) as WallStateName[]

let browser: Browser
let folder: string

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, folder] = await Promise.all([launchBrowser(), buildClient('wall')])
})
afterAll(async () => {
  await browser.close()
})

const openHall = (first: WallState, query?: string, size?: (typeof sizes)[keyof typeof sizes]) =>
  openHallIn({ browser, folder }, first, query, size)

describe('every state in both languages, both themes, both layouts, across and upright', () => {
  test.each(stateNames)(
    '%s: large enough, inside the safe area, nothing overlaps or is cut',
    async (name) => {
      const { server, page, complaints, close } = await openHall(wallStates[name])
      for (const { size, ...settings } of looks) {
        if (settings.theme === 'day' && !inDay(name)) continue
        server.configure(settings)
        await page.setViewportSize(sizes[size])
        await page
          .locator(`html[lang=${settings.language}][data-theme=${settings.theme}]`)
          .waitFor()
        await page.locator(`[data-layout^=${layoutOf(size, settings.layout)}]`).waitFor()
        await settle(page)
        const file = [
          name,
          settings.language,
          settings.theme,
          layoutOf(size, settings.layout),
        ].join('-')
        await page.screenshot({ path: `${pictures}${file}.png` })
        await expectSound(page, size)
      }
      expect(complaints).toEqual([])
      await close()
    },
  )

  test.each(['normal', 'alarm', 'stale'] as const)(
    '%s at 3840 × 2160 is the same at twice the size',
    async (name) => {
      const { page, complaints, close } = await openHall(wallStates[name], '', sizes.fourK)
      await settle(page)
      await page.screenshot({ path: `${pictures}${name}-4k.png` })
      await expectSound(page, 'fourK')
      expect(complaints).toEqual([])
      await close()
    },
  )
})

describe('staleness', () => {
  test('[P6] a frozen server makes the digits hollow within 5 s; two ticks heal them, one does not', async () => {
    const { server, page, complaints, close } = await openHall(wallStates.alarm, '?language=zh-CN')
    server.freeze()
    const frozen = performance.now()
    await hollow(page).waitFor({ timeout: 8000 })
    expect(performance.now() - frozen).toBeLessThan(5000)
    const digits = page.locator('section h3 + p > span').first()
    expect(await digits.evaluate((one) => getComputedStyle(one).color)).toBe('rgba(0, 0, 0, 0)')
    expect(await page.getByText('数据停在 14:32，正在重连').count()).toBe(1)
    expect(await page.getByText('停前告警：3 人等候超 2 分钟').count()).toBe(1)
    expect(await page.locator('li[data-open=one]').count()).toBe(0)
    await page.screenshot({ path: `${pictures}frozen-zh.png` })

    server.tick()
    await page.waitForFunction(() => performance.now() > 0)
    expect(await hollow(page).count()).toBe(1)
    server.tick()
    await solid(page).waitFor()
    expect(await page.locator('li[data-open=one]').count()).toBe(1)
    expect(complaints).toEqual([])
    await close()
  })

  test('[P4] a delta that went missing is made good by a snapshot', async () => {
    const { server, page, close } = await openHall(wallStates.normal)
    const { view } = wallStates.normal
    const [first, ...others] = view.queues
    server.skip({ ...view, queues: [{ ...first!, waiting: 23 }, ...others] })
    await page.getByText('23', { exact: true }).waitFor()
    expect(server.resyncs()).toBe(1)
    await close()
  })

  test('[P13] a page that starts without a server shows its last board, marked', async () => {
    const { server, page, close } = await openHall(wallStates.normal)
    await page.evaluate(() => dispatchEvent(new Event('pagehide')))
    server.freeze()
    await page.reload()
    await page.locator('[data-ready=true] main[data-hollow=true]').waitFor()
    expect(await page.getByText('93.6', { exact: true }).count()).toBe(1)
    server.resume()
    await solid(page).waitFor({ timeout: 15_000 })
    await close()
  })
})

describe('what the floor does not see', () => {
  test('only what changed is drawn again', async () => {
    const { server, page, close } = await openHall(wallStates.normal)
    await page.evaluate(() => {
      const seen: string[] = []
      Object.assign(globalThis, { seen })
      const where = (node: Node): string =>
        (node instanceof Element ? node : node.parentElement)?.closest('li')?.querySelector('h3')
          ?.textContent ?? 'elsewhere'
      new MutationObserver((records) =>
        seen.push(...records.map(({ target }) => where(target))),
      ).observe(document.querySelector('main')!, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      })
    })
    const { view } = wallStates.normal
    const changed = view.queues.map((one) => (one.id === 'premier' ? { ...one, free: 7 } : one))
    server.change({ ...view, queues: changed })
    await page.getByText('7', { exact: true }).waitFor()
    const seen = await page.evaluate(() => (globalThis as unknown as { seen: string[] }).seen)
    expect(seen).toEqual(['尊享专席'])
    await close()
  })

  test('dots move by the compositor alone: transform, linear, no script', async () => {
    const { page, close } = await openHall(wallStates.normal)
    const moved = await page.evaluate(() =>
      document.getAnimations().map((animation) => {
        const effect = animation.effect as KeyframeEffect
        const frames = effect.getKeyframes()
        const properties = new Set(frames.flatMap((frame) => Object.keys(frame)))
        return [...properties].filter(
          (name) => !/^(offset|easing|composite|computedOffset)$/.test(name),
        )
      }),
    )
    expect(moved.length).toBe(14)
    expect(new Set(moved.flat())).toEqual(new Set(['transform']))
    await close()
  })

  test('a dot stands where its caller’s wait is, and changes its shape at one minute', async () => {
    const server = await startFakeWallServer(folder, wallStates.normal, 'running')
    const { page } = await openPage(browser, sizes.landscape)
    await page.goto(`${server.url}/wall/main?layout=standard`)
    const row = page.locator('li', { hasText: '报修与故障' })
    await row.locator('[data-kind=diamond]').first().waitFor({ timeout: 15_000 })
    const place = await row
      .locator('[data-kind=diamond]')
      .last()
      .evaluate((mark) => {
        const line = mark.parentElement!.parentElement!.getBoundingClientRect()
        const box = mark.getBoundingClientRect()
        return (box.left + box.right) / 2 - line.left
      })
    // 3.15 px a second; the tick of one minute is at 202.8.
    expect(place).toBeGreaterThan(201)
    expect(place).toBeLessThan(202.8 + 3.15 * 10)
    await page.close()
    await server.close()
  })

  test('reduced motion: by the setting and by the system, dots step and nothing pulses', async () => {
    for (const how of ['setting', 'system'] as const) {
      const server = await startFakeWallServer(folder, wallStates.alarm)
      const { page } = await openPage(browser, sizes.landscape)
      if (how === 'system') await page.emulateMedia({ reducedMotion: 'reduce' })
      await page.goto(`${server.url}/wall/main${how === 'setting' ? '?motion=reduced' : ''}`)
      await page.locator('[data-ready=true] main').waitFor()
      const easings = await page.evaluate(() =>
        document
          .getAnimations()
          .map(
            (animation) =>
              getComputedStyle((animation.effect as KeyframeEffect).target!)
                .animationTimingFunction,
          ),
      )
      expect(new Set(easings)).toEqual(new Set(['steps(30)']))
      await page.close()
      await server.close()
    }
  })

  test('[7] an urgent alarm pulses three times, one second each, and then stands', async () => {
    const { page, close } = await openHall(wallStates.alarm)
    const timing = await page.evaluate(() => {
      const row = document.querySelector('li[data-open=one]')!
      const { iterations, duration } = row.getAnimations()[0]!.effect!.getComputedTiming()
      return { iterations, duration }
    })
    expect(timing).toEqual({ iterations: 3, duration: 1000 })
    await close()
  })

  test('a kiosk has no cursor and no scroll bars', async () => {
    const { page, close } = await openHall(wallStates.normal)
    const bare = await page.evaluate(() => ({
      cursor: getComputedStyle(document.querySelector('main')!).cursor,
      across: document.documentElement.scrollWidth - innerWidth,
      down: document.documentElement.scrollHeight - innerHeight,
    }))
    expect(bare).toEqual({ cursor: 'none', across: 0, down: 0 })
    await close()
  })
})

describe('for everyone', () => {
  test.each(['normal', 'alarm', 'stale', 'closed', 'noData'] as const)(
    'axe finds nothing serious: %s',
    async (name) => {
      for (const query of ['?language=zh-CN', '?language=en&theme=day']) {
        const { page, close } = await openHall(wallStates[name], query)
        await settle(page)
        const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
        const grave = violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        )
        expect(
          grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).toEqual([])
        await close()
      }
    },
  )

  test('the wall is told aloud, and its language is declared', async () => {
    const { page, close } = await openHall(wallStates.alarm, '?language=en')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('[aria-live=polite]').textContent()).toContain(
      'Urgent Faults 3 past 2 minutes',
    )
    await close()
  })
})

describe('set-up', () => {
  test('a screen the server does not know says so and names the remedy', async () => {
    const server = await startFakeWallServer(folder, wallStates.normal)
    const { page } = await openPage(browser, sizes.landscape)
    await page.goto(`${server.url}/wall/elsewhere?language=en`)
    await page.getByText('There is no screen named elsewhere').waitFor()
    expect(await page.getByText('UNKNOWN_SCREEN').count()).toBe(1)
    await page.screenshot({ path: `${pictures}fault-en.png` })
    await page.close()
    await server.close()
  })

  test('the bare address leads to the main wall', async () => {
    const server = await startFakeWallServer(folder, wallStates.normal)
    const { page } = await openPage(browser, sizes.landscape)
    await page.goto(server.url)
    await page.waitForURL('**/wall/main')
    await page.locator('[data-ready=true] main').waitFor()
    expect(server.joined).toEqual(['main'])
    await page.close()
    await server.close()
  })

  test('i opens how the figures are made, Escape closes it', async () => {
    const { page, close } = await openHall(wallStates.normal)
    await page.keyboard.press('i')
    await page.getByText('总等待 ÷ 接通').waitFor()
    await page.screenshot({ path: `${pictures}definitions-zh.png` })
    await page.keyboard.press('Escape')
    await page.getByText('93.6', { exact: true }).waitFor()
    expect(await page.getByText('总等待 ÷ 接通').count()).toBe(0)
    await close()
  })
})
