import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dataDirectory, freePort, ServerProcess } from '../support/serverProcess.ts'
import { launchBrowser, openPage } from '../support/browser.ts'

/** The whole of it, nothing faked: the server as a process, its Redis, its built pages, a browser. */
let server: ServerProcess
let browser: Browser
const data = dataDirectory()

beforeAll(async () => {
  browser = await launchBrowser()
  server = new ServerProcess({ dataDirectory: data.path, port: await freePort() })
  await server.ready()
})

afterAll(async () => {
  server.kill('SIGCONT')
  await browser.close()
  await server.stop()
  data.remove()
})

const state = (page: Page, hollow: boolean): Promise<void> =>
  page.locator(`[data-ready=true] main[data-hollow=${hollow}]`).waitFor({ timeout: 15_000 })

const queued = (id: string, time: number) => ({
  id,
  source: 'test',
  type: 'contact.queued',
  time,
  data: { contact: id, queue: 'billing' },
})

test('[P6] a frozen server makes the real wall hollow within 5 s, and it heals when the server goes on', async () => {
  await server.deliver([queued('c1', Date.now())])
  const { page, complaints } = await openPage(browser, { width: 1920, height: 1080 })
  await page.goto(`${server.url}/wall/main?language=en`)
  await state(page, false)
  await page.getByText('billing').first().waitFor()
  server.kill('SIGSTOP')
  const frozen = performance.now()
  await state(page, true)
  // Seen from here, with the time it takes to look; the promise itself is 5 s.
  expect(performance.now() - frozen).toBeLessThan(6000)
  server.kill('SIGCONT')
  await state(page, false)
  expect(complaints).toEqual([])
  await page.close()
})

test('[P5] a server that was killed and started again has the wall back by itself', async () => {
  const { page } = await openPage(browser, { width: 1920, height: 1080 })
  await page.goto(`${server.url}/wall/main?language=en`)
  await state(page, false)
  server.restart()
  await server.deliver([queued('c2', Date.now())])
  await page.getByText('2', { exact: true }).first().waitFor()
  expect(await page.locator('main[data-hollow=false]').count()).toBe(1)
  await page.close()
})
