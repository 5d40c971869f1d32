import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildClient, launchBrowser } from '../support/browser.ts'
import { openHall, type Stand } from '../support/peopleHall.ts'
import { people, peopleStates, stageState, withPeople } from '../support/peopleStates.ts'
import { AT, wallStates } from '../support/wallStates.ts'

let stand: Stand

beforeAll(async () => {
  const [browser, folder] = await Promise.all([launchBrowser(), buildClient('stageMotion')])
  stand = { browser, folder }
})
afterAll(async () => {
  await stand.browser.close()
})

/** The paper that is on the wall: how far it stands from its place, as a share of its width. */
const away = (page: Page) =>
  page.evaluate(() => {
    const sheet = document.querySelector('section[data-tier] > div')!
    const { left, width } = sheet.getBoundingClientRect()
    const place = innerWidth - width
    return Math.round(((left - place) / width) * 100) / 100
  })

const onStage = (page: Page) => page.locator('section[data-tier]')

describe('moving', () => {
  test.each([
    { into: 0, shows: 1 },
    { into: 560, shows: 0 },
    { into: 9400, shows: 0 },
    { into: 10_000, shows: 1 },
  ])(
    '[8] a slip joined after $into ms stands where it then is on every wall',
    async ({ into, shows }) => {
      const { page, close } = await openHall(stand, stageState('pointLit', into))
      expect(await away(page)).toBeCloseTo(shows, 1)
      await close()
    },
  )

  test('[8] parts of a slip come in their order: label, name, point, value, sentence, giver', async () => {
    const begins = await (async () => {
      const { page, close } = await openHall(stand, stageState('pointLit', 0))
      const delays = await page.evaluate(() =>
        [...document.querySelectorAll('section[data-tier] *')]
          .flatMap((element) => element.getAnimations())
          .filter(({ effect }) => effect?.getComputedTiming().duration !== 8600)
          .map(({ effect }) => Math.round(effect?.getComputedTiming().delay ?? 0)),
      )
      await close()
      return delays
    })()
    expect([...new Set(begins)].sort((a, b) => a - b)).toEqual([
      0, 260, 340, 760, 1180, 1500, 1640, 9480,
    ])
  })

  test('only transform, opacity, visibility and clip are moved', async () => {
    for (const name of ['pointLit', 'star', 'honourWall'] as const) {
      const { page, close } = await openHall(stand, stageState(name, 100))
      const moved = await page.evaluate(() =>
        document.getAnimations().flatMap(({ effect }) =>
          (effect as KeyframeEffect)
            .getKeyframes()
            .flatMap((frame) => Object.keys(frame))
            .filter((key) => !/^(offset|easing|composite|computedOffset)$/.test(key)),
        ),
      )
      expect(new Set(['opacity', 'transform', 'translate', 'visibility'])).toEqual(
        new Set([...moved, 'opacity', 'transform', 'translate', 'visibility']),
      )
      await close()
    }
  })

  test('[3] an alarm during a slip: gone from the wall within 400 ms of being told', async () => {
    const { server, page, complaints, close } = await openHall(stand, peopleStates.kudos)
    const { stage } = peopleStates.kudos.view.people!
    const leaving = { ...stage!, leavingAt: AT }
    server.change(withPeople(wallStates.alarm.view, { stage: leaving, held: 1 }))
    await page.locator('section[data-tier][data-leaving=true]').waitFor()
    const timing = await onStage(page).evaluate((place) => {
      const [animation] = place.getAnimations()
      const { delay, duration } = animation!.effect!.getComputedTiming()
      return (delay ?? 0) + Number(duration)
    })
    expect(timing).toBeLessThanOrEqual(400)
    await page.waitForFunction(
      () =>
        document.querySelector('section[data-tier]')!.getAnimations()[0]!.playState === 'finished',
    )
    expect(await away(page)).toBe(1)
    expect(await page.locator('li[data-open=one]').count()).toBe(1)
    expect(complaints).toEqual([])
    await close()
  })

  test('[3] an alarm that comes before the word to leave ends the paper all the same', async () => {
    const { server, page, close } = await openHall(stand, peopleStates.star)
    const { stage } = peopleStates.star.view.people!
    server.change(withPeople(wallStates.alarm.view, { stage }))
    await page.locator('section[data-tier][data-leaving=true]').waitFor()
    await page.waitForFunction(
      () => getComputedStyle(document.querySelector('main')!).opacity === '1',
    )
    expect(await page.locator('li[data-open=one]').isVisible()).toBe(true)
    await close()
  })

  test('[K6] consent taken back while the slip plays: the name is nowhere on the page', async () => {
    const { server, page, close } = await openHall(stand, peopleStates.kudos)
    await onStage(page).getByText('陈晓').waitFor()
    const stars = people.stars.filter(({ key }) => key !== 'chen')
    server.change(withPeople(wallStates.normal.view, { stars, stage: null }))
    await onStage(page).waitFor({ state: 'detached' })
    expect(await page.content()).not.toContain('陈晓')
    await close()
  })

  test('reduced motion: everything is there at once', async () => {
    const { page, close } = await openHall(stand, stageState('pointLit', 20), '?motion=reduced')
    expect(await away(page)).toBe(0)
    const giver = onStage(page).getByText('组长 李文静 送上')
    expect(await giver.evaluate((one) => getComputedStyle(one).opacity)).toBe('1')
    await close()
  })

  test('a board from before a restart celebrates nothing again', async () => {
    const { server, page, close } = await openHall(stand, peopleStates.kudos)
    await onStage(page).waitFor()
    await page.evaluate(() => dispatchEvent(new Event('pagehide')))
    server.freeze()
    await page.reload()
    await page.locator('[data-ready=true] main[data-hollow=true]').waitFor()
    expect(await onStage(page).count()).toBe(0)
    await close()
  })

  test('[9] teams that change places slide there; under paper and alarms they keep them', async () => {
    const { server, page, close } = await openHall(stand, peopleStates.normal)
    const order = () =>
      page
        .locator('li[data-team]')
        .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).dataset['team']))
    const [first, second, ...others] = people.teams
    const swapped = [{ ...second!, score: 95.2 }, first!, ...others]
    server.change(withPeople(wallStates.alarm.view, { teams: swapped }))
    await page.getByText('95.2').waitFor()
    expect((await order())[0]).toBe('kapok')
    server.change(withPeople(wallStates.normal.view, { teams: swapped }))
    await page.waitForFunction(
      () => document.querySelector<HTMLElement>('li[data-team]')!.dataset['team'] === 'hills',
    )
    const slides = await page
      .locator('li[data-team]')
      .evaluateAll((rows) =>
        rows
          .flatMap((row) => row.getAnimations())
          .map(({ effect }) => effect!.getComputedTiming().duration),
      )
    expect(slides).toEqual([700, 700])
    await close()
  })
})
