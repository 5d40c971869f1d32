import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { eventually } from '../support/eventually.ts'
import {
  finger,
  openShop,
  openTablet,
  picture,
  unlock,
  type TabletShop,
} from '../support/leadTablet.ts'
import { leadStates } from '../support/peopleFixtures.ts'

let shop: TabletShop
beforeAll(async () => {
  shop = await openShop('lead-thanks')
})
afterAll(async () => {
  await shop.browser.close()
})

describe('thanking', () => {
  test('[10] from a moment it takes two taps, and nothing is sent before the second', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    const { tap, taps } = finger(page)
    await tap('表扬 陈晓')
    expect(server.thanks).toEqual([])
    await tap('送出')
    await page.getByText(/已送给/).waitFor()
    expect(taps()).toBe(2)
    await expect
      .poll(() => server.thanks, eventually)
      .toMatchObject([{ to: 'chenxiao', behaviour: 'solved', audience: 'wall' }])
    expect(server.thanks[0]!.reason).toBe('本周一次解决 84.2%，稳稳过了标准线。')
    expect(server.thanks[0]!.id).toMatch(/^[0-9a-f]{32}$/)
    await close()
  })

  test('[10] from a person it takes two taps, with a chosen sentence three', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    const first = finger(page)
    await first.tap('表扬 马会林')
    await first.tap('送出')
    expect(first.taps()).toBe(2)
    await expect.poll(() => server.thanks.length, eventually).toBe(1)
    const second = finger(page)
    await second.tap('表扬 郑欣')
    await page.getByText('听完先复述一遍再解答').first().click()
    await second.tap('送出')
    expect(second.taps() + 1).toBe(3)
    await expect.poll(() => server.thanks.length, eventually).toBe(2)
    expect(server.thanks[1]!.reason).toBe('听完先复述一遍再解答，老人家很放心。')
    await close()
  })

  test('[10] anybody is three taps from the floor', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    const { tap, taps } = finger(page)
    await tap('表扬', 'nav')
    await tap(/沈露/)
    await tap('送出')
    expect(taps()).toBe(3)
    await expect.poll(() => server.thanks, eventually).toMatchObject([{ to: 'shenlu' }])
    await close()
  })

  test('[K7] ten seconds counted down, taken back in time; the toast survives navigation', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 陈晓')
    await tap('送出')
    await page.getByText('10 秒后上大屏').waitFor()
    await expect.poll(() => server.thanks.length, eventually).toBe(1)
    server.pass(2000)
    await page.getByText('8 秒后上大屏').waitFor()
    await picture(page, 'sent-zh-CN')
    await tap('公示', 'nav')
    await page.getByText('8 秒后上大屏').waitFor()
    await tap(/撤回/, 'body')
    await expect.poll(() => server.withdrawn, eventually).toEqual([server.thanks[0]!.id])
    await page.getByText(/秒后上大屏/).waitFor({ state: 'detached' })
    await close()
  })

  test('[K7] a second one stacks; each goes after its own ten seconds', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 陈晓')
    await tap('送出')
    await expect.poll(() => server.thanks.length, eventually).toBe(1)
    server.pass(4000)
    await page.getByText('6 秒后上大屏').waitFor()
    await tap('表扬 韩雨桐')
    await tap('送出')
    await page.getByText('10 秒后上大屏').waitFor()
    expect(await page.getByText(/秒后上大屏/).count()).toBe(2)
    await picture(page, 'sent-two-zh-CN')
    await expect.poll(() => server.thanks.length, eventually).toBe(2)
    server.pass(6500)
    await expect.poll(async () => page.getByText(/秒后上大屏/).count(), eventually).toBe(1)
    expect(await page.getByText(/秒后上大屏/).textContent()).toContain('韩雨桐')
    await close()
  })

  test('[K6] consent caps the audience: team only, and only them', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 何静')
    await page.getByText('何静选择了仅组内').waitFor()
    await page.getByText('本人会这样看到').waitFor()
    await tap('送出')
    await expect
      .poll(() => server.thanks, eventually)
      .toMatchObject([{ to: 'hejing', audience: 'team' }])
    await tap('表扬 吴桐')
    expect(await page.getByRole('radio', { name: /大屏和全组/ }).isDisabled()).toBe(true)
    await tap('送出')
    await expect
      .poll(() => server.thanks[1], eventually)
      .toMatchObject({ to: 'wutong', audience: 'me' })
    await close()
  })

  test('[K6] consent withdrawn while the page is open is kept to', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    const { tap } = finger(page)
    await tap('表扬 陈晓')
    await page.getByText('陈晓已同意公开').waitFor()
    const people = leadStates.calm.people.map((own) =>
      own.id === 'chenxiao' ? { ...own, audience: 'me' as const } : own,
    )
    server.showLead({ ...leadStates.calm, people })
    await page.getByText('陈晓还没有同意公开').waitFor()
    await tap('送出')
    await expect
      .poll(() => server.thanks, eventually)
      .toMatchObject([{ to: 'chenxiao', audience: 'me' }])
    await close()
  })

  test('[K7] own words are checked at once and shown on the paper', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
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
      .poll(() => server.thanks.map(({ reason }) => reason), eventually)
      .toEqual(['把三处变化都画给客户看了。'])
    await close()
  })

  test('[P12] without a server it waits in the outbox, survives a reload, and is sent once', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
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
    await expect
      .poll(() => server.thanks, eventually)
      .toMatchObject([{ to: 'chenxiao', audience: 'wall' }])
    await page.reload()
    await page.locator('aside nav').waitFor()
    expect(server.thanks.length).toBe(1)
    expect(await page.evaluate(() => localStorage.getItem('starboard.outbox.1'))).toBe('[]')
    await close()
  })

  test('[10] what was pressed more than 15 minutes ago is not marked for the wall', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
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
    await expect
      .poll(() => server.thanks, eventually)
      .toMatchObject([{ to: 'chenxiao', audience: 'team' }])
    await close()
  })

  test('what the server refuses says so and is not sent again', async () => {
    const { server, page, close } = await openTablet(shop, leadStates.calm)
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
    const { server, page, close } = await openTablet(shop, leadStates.calm)
    await page.getByRole('button', { name: '表扬 陈晓' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name: '一次解决', exact: true }).focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await page.getByRole('button', { name: '送出' }).focus()
    await page.keyboard.press('Enter')
    await expect
      .poll(() => server.thanks, eventually)
      .toMatchObject([{ behaviour: 'clear', reason: '先说结论再说原因，客户一遍就懂。' }])
    await page.getByRole('button', { name: '撤回给 陈晓 的表扬' }).focus()
    const ring = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineWidth)
    expect(ring).toBe('3px')
    await page.keyboard.press('Enter')
    await expect.poll(() => server.withdrawn.length, eventually).toBe(1)
    await close()
  })
})
