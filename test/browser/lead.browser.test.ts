import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { LeadView } from '../../shared/leadView.ts'
import { buildClient, launchBrowser, openPage } from '../support/browser.ts'
import { leadStates } from '../support/peopleFixtures.ts'
import {
  PIN,
  TABLET_TOKEN,
  startPeopleServer,
  type PeopleServer,
} from '../support/peopleFixturesServer.ts'

const pictures = fileURLToPath(new URL('./screenshots/', import.meta.url))
const size = { width: 1180, height: 820 }
let browser: Browser
let folder: string

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[browser, folder] = await Promise.all([launchBrowser(), buildClient('lead')])
})
afterAll(async () => {
  await browser.close()
})

interface Tablet {
  readonly server: PeopleServer
  readonly page: Page
  readonly complaints: readonly string[]
  readonly close: () => Promise<void>
}

async function pairedTablet(view: LeadView, query = '?language=zh-CN'): Promise<Tablet> {
  const server = await startPeopleServer(folder)
  server.showLead(view)
  const watched = await openPage(browser, size)
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

async function unlock(page: Page): Promise<void> {
  await page.locator('#pin').fill(PIN)
  await page.keyboard.press('Enter')
  await page.locator('aside nav').waitFor()
}

async function openTablet(view: LeadView, query?: string): Promise<Tablet> {
  const tablet = await pairedTablet(view, query)
  await unlock(tablet.page)
  return tablet
}

const fonts = async (page: Page) => page.evaluate(async () => document.fonts.ready)

async function picture(page: Page, name: string): Promise<void> {
  await fonts(page)
  await page.screenshot({ path: `${pictures}lead-${name}.png` })
}

/** What cannot be read or touched: type under 15 px, targets under 56 px, text that is cut or off the side. */
const audit = async (page: Page) =>
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

const sound = { small: [], type: [], off: [], across: 0 }

async function axe(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)
}

/** Counts what a finger does. */
function finger(page: Page) {
  let taps = 0
  return {
    tap: async (name: string | RegExp, scope = 'main') => {
      taps += 1
      await page.locator(scope).getByRole('button', { name }).first().click()
    },
    taps: () => taps,
  }
}

describe.each(['zh-CN', 'en'])('1180 × 820, %s', (language) => {
  test.each(Object.keys(leadStates) as (keyof typeof leadStates)[])('home: %s', async (state) => {
    const { page, complaints, close } = await openTablet(leadStates[state], `?language=${language}`)
    await picture(page, `home-${state}-${language}`)
    expect(await audit(page)).toEqual(sound)
    expect(await axe(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('give, people, publication and lock', async () => {
    const { page, complaints, close } = await openTablet(leadStates.calm, `?language=${language}`)
    const pages = page.locator('nav button')
    await page.locator('main li button').first().click()
    await page.locator('textarea').waitFor()
    await picture(page, `give-${language}`)
    expect(await audit(page)).toEqual(sound)
    expect(await axe(page)).toEqual([])
    for (const [index, name] of [
      [1, 'people'],
      [2, 'publication'],
    ] as const) {
      await pages.nth(index).click()
      await page.locator(`main[data-page=${name}]`).waitFor()
      await picture(page, `${name}-${language}`)
      expect(await audit(page)).toEqual(sound)
      expect(await axe(page)).toEqual([])
    }
    await page.locator('header button').first().click()
    await page.locator('#pin').waitFor()
    await picture(page, `lock-${language}`)
    expect(await page.getByText(language === 'en' ? 'Xiao Chen' : '陈晓').count()).toBe(0)
    expect(await audit(page)).toEqual(sound)
    expect(await axe(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })
})

describe('thanking', () => {
  test('[10] from a moment it takes two taps, and nothing is sent before the second', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap, taps } = finger(page)
    await tap('表扬 陈晓')
    expect(server.thanks).toEqual([])
    await tap('送出')
    await page.getByText(/已送给/).waitFor()
    expect(taps()).toBe(2)
    await expect
      .poll(() => server.thanks)
      .toMatchObject([{ to: 'chenxiao', behaviour: 'solved', audience: 'wall' }])
    expect(server.thanks[0]!.reason).toBe('本周一次解决 84.2%，稳稳过了标准线。')
    expect(server.thanks[0]!.id).toMatch(/^[0-9a-f]{32}$/)
    await close()
  })

  test('[10] from a person it takes two taps, with a chosen sentence three', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const first = finger(page)
    await first.tap('表扬 马会林')
    await first.tap('送出')
    expect(first.taps()).toBe(2)
    await expect.poll(() => server.thanks.length).toBe(1)
    const second = finger(page)
    await second.tap('表扬 郑欣')
    await page.getByText('听完先复述一遍再解答').first().click()
    await second.tap('送出')
    expect(second.taps() + 1).toBe(3)
    await expect.poll(() => server.thanks.length).toBe(2)
    expect(server.thanks[1]!.reason).toBe('听完先复述一遍再解答，老人家很放心。')
    await close()
  })

  test('[10] anybody is three taps from the floor', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap, taps } = finger(page)
    await tap('表扬', 'nav')
    await tap(/沈露/)
    await tap('送出')
    expect(taps()).toBe(3)
    await expect.poll(() => server.thanks).toMatchObject([{ to: 'shenlu' }])
    await close()
  })

  test('[K7] ten seconds counted down, taken back in time; the toast survives navigation', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 陈晓')
    await tap('送出')
    await page.getByText('10 秒后上大屏').waitFor()
    await expect.poll(() => server.thanks.length).toBe(1)
    server.pass(2000)
    await page.getByText('8 秒后上大屏').waitFor()
    await picture(page, 'sent-zh-CN')
    await tap('公示', 'nav')
    await page.getByText('8 秒后上大屏').waitFor()
    await tap(/撤回/, 'body')
    await expect.poll(() => server.withdrawn).toEqual([server.thanks[0]!.id])
    await page.getByText(/秒后上大屏/).waitFor({ state: 'detached' })
    await close()
  })

  test('[K7] a second one stacks; each goes after its own ten seconds', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 陈晓')
    await tap('送出')
    await expect.poll(() => server.thanks.length).toBe(1)
    server.pass(4000)
    await page.getByText('6 秒后上大屏').waitFor()
    await tap('表扬 韩雨桐')
    await tap('送出')
    await page.getByText('10 秒后上大屏').waitFor()
    expect(await page.getByText(/秒后上大屏/).count()).toBe(2)
    await picture(page, 'sent-two-zh-CN')
    await expect.poll(() => server.thanks.length).toBe(2)
    server.pass(6500)
    await expect.poll(async () => page.getByText(/秒后上大屏/).count()).toBe(1)
    expect(await page.getByText(/秒后上大屏/).textContent()).toContain('韩雨桐')
    await close()
  })

  test('[K6] consent caps the audience: team only, and only them', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 何静')
    await page.getByText('何静选择了仅组内').waitFor()
    await page.getByText('本人会这样看到').waitFor()
    await tap('送出')
    await expect.poll(() => server.thanks).toMatchObject([{ to: 'hejing', audience: 'team' }])
    await tap('表扬 吴桐')
    expect(await page.getByRole('radio', { name: /大屏和全组/ }).isDisabled()).toBe(true)
    await tap('送出')
    await expect.poll(() => server.thanks[1]).toMatchObject({ to: 'wutong', audience: 'me' })
    await close()
  })

  test('[K6] consent withdrawn while the page is open is kept to', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 陈晓')
    await page.getByText('陈晓已同意公开').waitFor()
    const people = leadStates.calm.people.map((own) =>
      own.id === 'chenxiao' ? { ...own, audience: 'me' as const } : own,
    )
    server.showLead({ ...leadStates.calm, people })
    await page.getByText('陈晓还没有同意公开').waitFor()
    await tap('送出')
    await expect.poll(() => server.thanks).toMatchObject([{ to: 'chenxiao', audience: 'me' }])
    await close()
  })

  test('[K7] own words are checked at once and shown on the paper', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 陈晓')
    const own = page.getByRole('textbox', { name: '自己写' })
    await own.fill('请回 13812345678')
    await page.getByText('请去掉电话号码').waitFor()
    await page.getByRole('button', { name: '送出' }).click({ force: true })
    expect(server.thanks).toEqual([])
    await own.fill('很好')
    await page.getByText('再具体一点，至少 6 个字').waitFor()
    expect(await page.getByRole('button', { name: '送出' }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    await own.fill('把三处变化都画给客户看了。')
    expect(await page.locator('section').getByText('把三处变化都画给客户看了。').count()).toBe(1)
    await picture(page, 'give-own-zh-CN')
    await tap('送出')
    await expect
      .poll(() => server.thanks.map(({ reason }) => reason))
      .toEqual(['把三处变化都画给客户看了。'])
    await close()
  })

  test('[P12] without a server it waits in the outbox, survives a reload, and is sent once', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap } = finger(page)
    server.cut(true)
    await page.getByText(/^停在/).waitFor()
    await tap('表扬 陈晓')
    await tap('送出')
    await page.getByText(/未送出，恢复后自动送/).waitFor()
    expect(await page.getByRole('button', { name: '表扬 陈晓' }).count()).toBe(0)
    await picture(page, 'unsent-zh-CN')
    await page.reload()
    await page.getByText('正在连接').waitFor()
    server.cut(false)
    await Promise.race([page.locator('#pin').waitFor(), page.locator('aside nav').waitFor()])
    if ((await page.locator('#pin').count()) > 0) await unlock(page)
    await expect.poll(() => server.thanks).toMatchObject([{ to: 'chenxiao', audience: 'wall' }])
    await page.reload()
    await page.locator('aside nav').waitFor()
    expect(server.thanks.length).toBe(1)
    expect(await page.evaluate(() => localStorage.getItem('starboard.outbox.1'))).toBe('[]')
    await close()
  })

  test('[10] what was pressed more than 15 minutes ago is not marked for the wall', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap } = finger(page)
    server.cut(true)
    await page.getByText(/^停在/).waitFor()
    await tap('表扬 陈晓')
    await tap('送出')
    await page.getByText(/未送出/).waitFor()
    await page.evaluate(() => {
      const kept = JSON.parse(localStorage.getItem('starboard.outbox.1')!) as {
        pressedAt: number
      }[]
      const old = kept.map((own) => ({ ...own, pressedAt: own.pressedAt - 16 * 60_000 }))
      localStorage.setItem('starboard.outbox.1', JSON.stringify(old))
    })
    await page.reload()
    server.cut(false)
    await page.locator('aside nav').waitFor()
    await expect.poll(() => server.thanks).toMatchObject([{ to: 'chenxiao', audience: 'team' }])
    await close()
  })

  test('what the server refuses says so and is not sent again', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    const { tap } = finger(page)
    server.refuseNext({ code: 'QUOTA' })
    await tap('表扬 陈晓')
    await tap('送出')
    await page.getByText('今天的表扬已经送完').waitFor()
    await tap('知道了', 'body')
    await page.getByText('今天的表扬已经送完').waitFor({ state: 'detached' })
    expect(server.thanks).toEqual([])
    await close()
  })

  test('by keyboard alone: moment, send, take back', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    await page.getByRole('button', { name: '表扬 陈晓' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: '一次解决', exact: true }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('button', { name: '送出' }).focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => server.thanks)
      .toMatchObject([{ behaviour: 'clear', reason: '先说结论再说原因，客户一遍就懂。' }])
    await page.getByRole('button', { name: '撤回给 陈晓 的表扬' }).focus()
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineWidth)
    expect(ring).toBe('3px')
    await page.keyboard.press('Enter')
    await expect.poll(() => server.withdrawn.length).toBe(1)
    await close()
  })
})

describe('alarms', () => {
  test('[7] one tap to answer for it, then support, dispatch or shelve', async () => {
    const { server, page, close } = await openTablet(leadStates.alarm)
    const { tap, taps } = finger(page)
    await tap('我来处理', 'aside')
    expect(taps()).toBe(1)
    await page.getByText('李文静 已响应 14:32').waitFor()
    await tap('支援', 'aside')
    await page.getByText('可以支援：新装变更 空闲 6').waitFor()
    await picture(page, 'alarm-support-zh-CN')
    await tap('搁置', 'aside')
    await tap('30 分钟', 'aside')
    await page.getByText('已搁置至 15:02').waitFor()
    const alarm = leadStates.alarm.alarms[0].id
    expect(server.acts).toEqual([`take ${alarm}`, `shelve ${alarm} 30`])
    await close()
  })
})

describe('lock and pairing', () => {
  test('a wrong PIN says how many tries are left; the key pad opens', async () => {
    const { page, close } = await pairedTablet(leadStates.calm)
    const { tap } = finger(page)
    await page.locator('#pin').fill('1111')
    await tap('解锁')
    await page.getByText('PIN 不对，还可以试 4 次').waitFor()
    for (const digit of PIN) await tap(digit)
    await tap('解锁')
    await page.getByText('刚刚发生').waitFor()
    expect(await page.locator('#pin').count()).toBe(0)
    await close()
  })

  test('left alone for a minute it locks and forgets the board', async () => {
    const { page, close } = await pairedTablet(leadStates.calm)
    await page.clock.install()
    await unlock(page)
    await page.clock.runFor(59_000)
    expect(await page.getByText('刚刚发生').count()).toBe(1)
    await page.clock.runFor(2000)
    await page.locator('#pin').waitFor()
    expect(await page.getByText('陈晓').count()).toBe(0)
    await close()
  })

  test('[P17] a revoked tablet shows nothing any more and says what to do', async () => {
    const { server, page, close } = await openTablet(leadStates.calm)
    server.revokeTablet()
    await page.locator('#pin').waitFor()
    expect(await page.getByText('陈晓').count()).toBe(0)
    await close()
  })

  test.each(['zh-CN', 'en'])('a tablet that is not paired says so: %s', async (language) => {
    const server = await startPeopleServer(folder)
    const { page } = await openPage(browser, size)
    await page.goto(`${server.url}/lead?language=${language}#token=unknown`)
    await page.getByText(language === 'en' ? 'not paired yet' : '还没有配对').waitFor()
    expect(page.url()).not.toContain('unknown')
    await picture(page, `notPaired-${language}`)
    expect(await axe(page)).toEqual([])
    await page.close()
    await server.close()
  })
})

describe('reading', () => {
  test('text at twice the size: nothing leaves the page, everything can be reached', async () => {
    const { page, close } = await openTablet(leadStates.alarm)
    await page.addStyleTag({ content: '' }).catch(() => null)
    await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'))
    await picture(page, 'zoom-home-zh-CN')
    expect((await audit(page)).off).toEqual([])
    await page.locator('main li button').first().click()
    await page.locator('textarea').waitFor()
    await picture(page, 'zoom-give-zh-CN')
    expect((await audit(page)).off).toEqual([])
    await page.getByRole('button', { name: '送出' }).scrollIntoViewIfNeeded()
    await close()
  })

  test('[P6] a frozen server makes the figures hollow, and hides the alarm', async () => {
    const { server, page, close } = await openTablet(leadStates.alarm)
    server.freeze(true)
    await page.locator('[data-hollow=true]').waitFor({ timeout: 8000 })
    expect(await page.getByText('我来处理').count()).toBe(0)
    await picture(page, 'frozen-zh-CN')
    server.freeze(false)
    await page.getByText('我来处理').waitFor()
    await close()
  })

  test('公示 is printed without the rail', async () => {
    const { page, close } = await openTablet(leadStates.calm)
    await page.locator('nav button').nth(2).click()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('aside').isVisible()).toBe(false)
    await picture(page, 'publication-print-zh-CN')
    await close()
  })
})
