import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { launchBrowser } from '../support/browser.ts'
import { finger } from '../support/leadTablet.ts'
import { dataDirectory, freePort, ServerProcess } from '../support/serverProcess.ts'

const PASSWORD = 'password-for-tests'
const SITE = `site: east
name: { zh-CN: 华东, en: East }
timezone: Asia/Shanghai
queues: [{ id: faults, name: { zh-CN: 报修, en: Faults } }]
teams: [{ id: kapok, name: { zh-CN: 木棉组, en: Kapok } }]
people:
  - { id: li, name: { zh-CN: 李文静, en: Wenjing Li }, team: kapok, startedOn: 2020-01-06, lead: true }
  - { id: chen, name: { zh-CN: 陈晓, en: Xiao Chen }, team: kapok, startedOn: 2021-03-01 }
`

/** Nothing faked: the server with its Redis, its pages, and a lead on the first day. */
let server: ServerProcess
let browser: Browser
const data = dataDirectory()

beforeAll(async () => {
  const file = join(data.path, 'east.yaml')
  writeFileSync(file, SITE)
  browser = await launchBrowser()
  server = new ServerProcess({
    dataDirectory: data.path,
    port: await freePort(),
    environment: { SITE_FILES: file, ADMIN_PASSWORD: PASSWORD },
  })
  await server.ready()
})

afterAll(async () => {
  await browser.close()
  await server.stop()
  data.remove()
})

/** A device of its own: nothing is shared between tablet, wall and admin. */
async function device(path: string, width = 1180, height = 820): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } })
  const page = await context.newPage()
  await page.goto(server.url + path)
  return page
}

async function pair(tablet: Page): Promise<void> {
  const code = tablet.locator('#code', { hasText: /^[B-Z]{4}-[B-Z]{4}$/ })
  await code.waitFor()
  const admin = await device(`/pair#${await code.textContent()}`)
  await admin.locator('#password').fill(PASSWORD)
  await admin.keyboard.press('Enter')
  await admin.locator('#seenAddress', { hasText: '127.0.0.1' }).waitFor()
  await admin.locator('#role').selectOption('lead')
  await admin.getByRole('button', { name: /允许加入/ }).click()
  await admin.locator('#done').waitFor()
  await tablet.waitForURL(/\/lead/)
}

async function setPin(pin: string): Promise<void> {
  const said = await fetch(`${server.url}/api/v1/access/admin`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ password: PASSWORD }),
  })
  const { token } = (await said.json()) as { readonly token: string }
  await fetch(`${server.url}/api/v1/access/pins/li`, {
    method: 'PUT',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: JSON.stringify({ pin }),
  })
}

const waiting = (contact: string) => ({
  id: contact,
  source: 'test',
  type: 'contact.queued',
  time: Date.now() - 130_000,
  data: { contact, queue: 'faults' },
})

test('[K7] [A4] the first day of a lead: pair, unlock, thank, undo, thank again, take an alarm', async () => {
  await setPin('246810')
  const tablet = await device('/join')
  await pair(tablet)
  await tablet.locator('#pin').fill('246810')
  await tablet.keyboard.press('Enter')
  await tablet.locator('aside nav').waitFor()
  const { tap } = finger(tablet)

  await tap('表扬 陈晓')
  await tap('送出')
  await tablet.getByText(/秒后/).first().waitFor()
  await tap(/撤回/, 'body')
  await tablet.getByText(/秒后/).first().waitFor({ state: 'detached' })

  await tap('表扬', 'nav')
  await tap(/陈晓/)
  await tap('送出')
  await tablet
    .getByText(/已送给|已送达|秒后/)
    .first()
    .waitFor()

  await tap('现场', 'nav')
  await server.deliver(['c1', 'c2', 'c3'].map(waiting))
  const wall = await device('/wall/main?language=zh-CN', 1920, 1080)
  await wall.getByText('3 人等候超 2 分钟', { exact: true }).waitFor({ timeout: 40_000 })
  await tablet.getByRole('button', { name: '我来处理' }).click()
  await wall.getByText(/^李文静 已响应/).waitFor()
  expect(await wall.getByText('还没有人响应').count()).toBe(0)
}, 150_000)
