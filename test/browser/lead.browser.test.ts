import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPage } from '../support/browser.ts'
import { eventually } from '../support/eventually.ts'
import {
  audit,
  axe,
  finger,
  openShop,
  openTablet,
  pairedTablet,
  picture,
  sound,
  tabletSize,
  unlock,
  type TabletShop,
} from '../support/leadTablet.ts'
import { leadStates } from '../support/peopleFixtures.ts'
import { PIN, startPeopleServer } from '../support/peopleFixturesServer.ts'

let shop: TabletShop
beforeAll(async () => {
  shop = await openShop('lead')
})
afterAll(async () => {
  await shop.browser.close()
})

describe.each(['zh-CN', 'en'])('1180 × 820, %s', (language) => {
  test.each(Object.keys(leadStates) as (keyof typeof leadStates)[])('home: %s', async (state) => {
    const { page, complaints, close } = await openTablet(
      shop,
      leadStates[state],
      `?language=${language}`,
    )
    await picture(page, `home-${state}-${language}`)
    expect(await audit(page)).toEqual(sound)
    expect(await axe(page)).toEqual([])
    expect(complaints).toEqual([])
    await close()
  })

  test('give, people, publication and lock', async () => {
    const { page, complaints, close } = await openTablet(
      shop,
      leadStates.calm,
      `?language=${language}`,
    )
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

describe('alarms', () => {
  test('[7] one tap to answer for it, then support, dispatch or shelve', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.alarm)
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
    const { page, close } = await pairedTablet(shop, leadStates.calm)
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
    const { page, close } = await pairedTablet(shop, leadStates.calm)
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
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    server.revokeTablet()
    await page.locator('#pin').waitFor()
    expect(await page.getByText('陈晓').count()).toBe(0)
    await close()
  })

  test.each(['zh-CN', 'en'])('a tablet that is not paired says so: %s', async (language) => {
    const server = await startPeopleServer(shop.folder)
    const { page } = await openPage(shop.browser, tabletSize)
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
    const { page, close } = await openTablet(shop, leadStates.alarm)
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
    const { server, page, close } = await openTablet(shop, leadStates.alarm)
    server.freeze(true)
    await page.locator('[data-hollow=true]').waitFor({ timeout: 8000 })
    expect(await page.getByText('我来处理').count()).toBe(0)
    await picture(page, 'frozen-zh-CN')
    server.freeze(false)
    await page.getByText('我来处理').waitFor()
    await close()
  })

  test('公示 is printed without the rail', async () => {
    const { page, close } = await openTablet(shop, leadStates.calm)
    await page.locator('nav button').nth(2).click()
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('aside').isVisible()).toBe(false)
    await picture(page, 'publication-print-zh-CN')
    await close()
  })
})

test('a tablet that another lead unlocks starts over and sends nothing of the one before', async () => {
  const { server, page, close } = await openTablet(shop, leadStates.calm)
  const { tap } = finger(page)
  server.cut(true)
  await page.getByText(/^停在/).waitFor()
  await tap('表扬 陈晓')
  await tap('送出')
  await page.getByText(/未送出/).waitFor()
  await tap('表扬 韩雨桐')
  await tap('锁屏', 'aside')
  await page.getByText('有 1 条表扬还没送出').waitFor()
  const other = { id: 'luoqiming', name: { 'zh-CN': '罗启明', en: 'Qiming Luo' } }
  server.showLead({ ...leadStates.calm, lead: other })
  server.cut(false)
  await expect
    .poll(async () => {
      const locked = page.locator('#pin')
      if ((await locked.count()) === 0) return 'open'
      await locked.fill(PIN)
      await page.keyboard.press('Enter')
      return 'locked'
    }, eventually)
    .toBe('open')
  await page.getByText('刚刚发生').waitFor()
  expect(await page.getByText(/未送出|秒后/).count()).toBe(0)
  expect(server.thanks).toEqual([])
  await close()
})
