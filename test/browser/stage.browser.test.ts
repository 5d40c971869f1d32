import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildClient, launchBrowser } from '../support/browser.ts'
import { openHall, shown, type Stand } from '../support/peopleHall.ts'
import { peopleStates, stageState, type PeopleStateName } from '../support/peopleStates.ts'
import { auditWall } from '../support/wallAudit.ts'
import { wallStates } from '../support/wallStates.ts'

const pictures = fileURLToPath(new URL('./screenshots/', import.meta.url))
const stateNames = Object.keys(peopleStates) as PeopleStateName[]
const sizes = {
  landscape: { width: 1920, height: 1080 },
  fourK: { width: 3840, height: 2160 },
} as const

let stand: Stand

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  const [browser, folder] = await Promise.all([launchBrowser(), buildClient('stage')])
  stand = { browser, folder }
})
afterAll(async () => {
  await stand.browser.close()
})

async function expectSound(page: Page, scale: number): Promise<void> {
  // Not while one page of teams fades into the next.
  const audit = () => auditWall(page, { left: 96 * scale, top: 54 * scale })
  await expect.poll(audit, { timeout: 5000 }).toEqual({
    smallest: expect.toSatisfy((smallest: number) => smallest >= 28 * scale),
    outside: [],
    overlapping: [],
    cut: [],
  })
}

const variants = [
  { name: 'zh', query: '?language=zh-CN', size: 'landscape' },
  { name: 'en', query: '?language=en', size: 'landscape' },
  { name: 'zh-day', query: '?language=zh-CN&theme=day', size: 'landscape' },
  { name: '4k', query: '', size: 'fourK' },
] as const

test.each(variants)(
  '[16] every state of people, $name: type, safe area, nothing overlaps or is cut',
  { timeout: 120_000 },
  async ({ name, query, size }) => {
    const hall = await openHall(stand, peopleStates.normal, query, sizes[size])
    for (const state of stateNames) {
      await shown(hall, peopleStates[state])
      await hall.page.screenshot({ path: `${pictures}people-${state}-${name}.png` })
      await expectSound(hall.page, size === 'fourK' ? 2 : 1)
    }
    expect(hall.complaints).toEqual([])
    await hall.close()
  },
)

describe('for everyone', () => {
  test.each(['?language=zh-CN', '?language=en&theme=day'])(
    'axe finds nothing serious: %s',
    { timeout: 120_000 },
    async (query) => {
      const hall = await openHall(stand, peopleStates.normal, query)
      for (const name of ['normal', 'kudos', 'star', 'honour', 'group', 'alarm'] as const) {
        await shown(hall, peopleStates[name])
        // Dimmed under an alarm, the column of people holds nothing of its own. [12]
        const builder = new AxeBuilder({ page: hall.page })
          .setLegacyMode()
          .exclude('aside[data-dimmed=true]')
        const { violations } = await builder.analyze()
        const grave = violations.filter(
          ({ impact }) => impact === 'serious' || impact === 'critical',
        )
        expect(
          grave.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`),
        ).toEqual([])
      }
      await hall.close()
    },
  )

  test('the stage is told aloud once, politely', async () => {
    const { page, close } = await openHall(stand, peopleStates.kudos, '?language=en')
    const told = page.locator('[aria-live=polite]').filter({ hasText: 'Xiao Chen' })
    expect(await told.textContent()).toBe(
      'Another point lit, Xiao Chen, First-call fix 84.2%, Walked through three bills line by line. No call back needed., from Wenjing Li, team lead',
    )
    await close()
  })

  test('[9] no rank and no handle time of a person is on any wall', async () => {
    const hall = await openHall(stand, peopleStates.normal)
    for (const name of stateNames) {
      await shown(hall, peopleStates[name])
      const words = await hall.page.locator('aside, section[data-tier]').allTextContents()
      expect(words.join(' ')).not.toMatch(/第 ?\d+ ?名|排名|342|5:42/)
    }
    await hall.close()
  })

  test('one soft chime as a paper begins: off by default, silent under P2 [2], not after a reload', async () => {
    const { server, page, close } = await openHall(stand, peopleStates.normal)
    await page.evaluate(() => {
      const rung: number[] = []
      const Original = AudioContext
      Object.assign(globalThis, {
        rung,
        AudioContext: class extends Original {
          constructor() {
            super()
            rung.push(1)
          }
        },
      })
    })
    const rung = () =>
      page.evaluate(() => (globalThis as unknown as { rung: number[] }).rung.length)
    const hall = { server, page, complaints: [], close }
    await shown(hall, stageState('pointLit', 0))
    expect(await rung()).toBe(0)
    server.configure({ sound: true })
    await shown(hall, stageState('personalBest', 4000))
    expect(await rung()).toBe(0)
    const [alarm] = wallStates.alarm.view.alarms
    const pressed = { ...wallStates.normal.view, alarms: [{ ...alarm!, level: 'P2' as const }] }
    await shown(hall, stageState('thanks', 0, pressed))
    expect(await rung()).toBe(0)
    await shown(hall, stageState('star', 100))
    await page.waitForFunction(() => (globalThis as unknown as { rung: number[] }).rung.length > 0)
    await close()
  })
})
