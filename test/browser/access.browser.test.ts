import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { housedApp, type HousedApp } from '../support/housedApp.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let browser: Browser
let house: HousedApp
beforeAll(async () => {
  house = await housedApp()
  await house.access.admin.keep('a password of my own')
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  await house.close()
})

/** A browser of its own: nobody else's cookies. */
async function open(path: string, size = { width: 1180, height: 820 }): Promise<Page> {
  const context = await browser.newContext({ viewport: size })
  onTestFinished(() => context.close())
  const page = await context.newPage()
  await page.goto(house.url + path)
  return page
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze()
  expect(violations.map(({ id }) => id)).toEqual([])
}

test('[R3] a screen shows a code, an admin lets it in, and it goes on to what it was let in as', async () => {
  const screen = await open('/join', { width: 1920, height: 1080 })
  const code = screen.locator('#code', { hasText: /^[B-Z]{4}-[B-Z]{4}$/ })
  await code.waitFor()
  expect(
    await screen.locator('#qr').evaluate((image: HTMLImageElement) => image.naturalWidth),
  ).toBeGreaterThan(20)
  await expectAccessible(screen)

  const approver = await open(`/pair#${await code.textContent()}`)
  await approver.locator('#password').fill('not the password')
  await approver.keyboard.press('Enter')
  await approver.locator('#fault', { hasText: '密码不对' }).waitFor()
  await expectAccessible(approver)
  await approver.locator('#password').fill('a password of my own')
  await approver.keyboard.press('Enter')
  await approver.locator('#seenAddress', { hasText: '127.0.0.1' }).waitFor()
  await expectAccessible(approver)
  await approver.locator('#screen').fill('floor-1')
  await approver.getByRole('button', { name: /允许加入/ }).click()
  await approver.locator('#done').waitFor()

  await screen.waitForURL(/\/wall\/floor-1\?site=main#token=/)
  const token = new URL(screen.url()).hash.slice('#token='.length)
  expect((await house.access.authenticate(token))?.identity).toMatchObject({
    role: 'wall',
    screen: 'floor-1',
  })
})

test('[R3] a code that is typed is looked for, and a wrong one is told', async () => {
  const approver = await open('/pair')
  await approver.locator('#typed').fill('bcdf ghjk')
  await approver.keyboard.press('Enter')
  await approver.locator('#password').fill('a password of my own')
  await approver.keyboard.press('Enter')
  const fault = approver.locator('#fault', { hasText: /\S/ })
  expect(await fault.textContent()).toContain('No device waits')
})

test('[R6] an agent opens a link and lands on their own page; the link is then used up', async () => {
  const { code } = await house.access.links.make('main', 'ana', 'lin')
  const phone = await open(`/enter#${code}`, { width: 390, height: 844 })
  await expectAccessible(phone)
  await phone.getByRole('button').click()
  await phone.waitForURL(/\/me#token=/)
  const again = await open(`/enter#${code}`, { width: 390, height: 844 })
  await again.getByRole('button').click()
  expect(await again.locator('#fault', { hasText: /\S/ }).textContent()).toContain('已使用')
})
