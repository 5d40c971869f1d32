import { describe, expect, test } from 'vitest'
import { celebrationRules } from '../../../../server/core/celebrations/celebrationRules.ts'
import { CelebrationScheduler } from '../../../../server/core/celebrations/celebrationScheduler.ts'
import { starPoints } from '../../../../shared/people.ts'
import { epochMs } from '../../../../shared/time.ts'
import { StageFloor, calm, facts, namesWithout, START } from './stageFloor.ts'

const minutes = (count: number) => count * 60

describe('[7] each id once', () => {
  test('offered again it changes nothing, neither waiting, playing nor played', () => {
    const floor = new StageFloor()
    expect(floor.offer('a')).toBe('taken')
    expect(floor.offer('a')).toBe('known')
    floor.to(60)
    expect(floor.offer('a')).toBe('known')
    floor.to(120)
    expect(floor.started().length).toBe(1)
  })

  test('nothing older than 15 min is taken', () => {
    const floor = new StageFloor()
    floor.to(minutes(15) + 1)
    expect(floor.offer('old', { at: START })).toBe('old')
    expect(floor.offer('new', { at: epochMs(START + 60_000) })).toBe('taken')
  })

  test('saved and restored in the middle it goes on as if nothing had been', () => {
    const one = new StageFloor()
    const other = new StageFloor()
    for (const floor of [one, other]) {
      for (const id of ['a', 'b']) floor.offer(id, { fact: facts.personalBest })
      floor.offer('said', { fact: facts.thanks, person: 'c' })
      floor.to(5)
    }
    const restored = new CelebrationScheduler()
    restored.restore(JSON.parse(JSON.stringify(other.scheduler.save())))
    other.scheduler = restored
    expect(other.stage()).toEqual(one.stage())
    for (const floor of [one, other]) {
      expect(floor.offer('a')).toBe('known')
      floor.to(200)
    }
    expect(other.changes).toEqual(one.changes)
  })
})

describe('[8] withdrawn, corrected, no longer agreed', () => {
  test('before showing: dropped silently', () => {
    const floor = new StageFloor()
    floor.offer('playing', { fact: facts.personalBest })
    floor.offer('kudos', { fact: facts.thanks, person: 'chen' })
    floor.offer('point', { person: 'chen', at: floor.at })
    floor.scheduler.withdraw({ id: 'kudos' }, floor.at)
    floor.scheduler.withdraw({ person: 'chen' }, floor.at)
    floor.to(minutes(20))
    expect(floor.started().map(([, id]) => id)).toEqual(['playing'])
    expect(floor.scheduler.held()).toBe(0)
  })

  test('[K6] while playing: it leaves at once and does not come back', () => {
    const floor = new StageFloor()
    floor.offer('point', { person: 'chen' })
    floor.to(3)
    floor.scheduler.withdraw({ person: 'chen' }, floor.at)
    expect(floor.stage()?.leavingAt).toBe(floor.at)
    expect(floor.stage(namesWithout('chen'))).toBeNull()
    floor.to(3.4)
    expect(floor.stage()).toBeNull()
    floor.to(minutes(20))
    expect(floor.started().length).toBe(1)
  })

  test('one of several leaves the slip, the others stay', () => {
    const floor = new StageFloor()
    floor.offer('first', { fact: facts.personalBest })
    for (const id of ['a', 'b', 'c']) floor.offer(id)
    floor.to(17)
    floor.scheduler.withdraw({ person: 'b' }, floor.at)
    expect(floor.stage()?.leavingAt).toBeNull()
    expect(floor.stage()?.content).toMatchObject({ names: [{ en: 'a' }, { en: 'c' }] })
  })

  test('a thank-you taken back leaves the line to the one before', () => {
    const floor = new StageFloor()
    floor.offer('one', { fact: facts.thanks, tier: 'T1', person: 'a' })
    floor.to(12)
    floor.offer('two', { fact: facts.thanks, tier: 'T1', person: 'b' })
    floor.scheduler.withdraw({ id: 'two' }, floor.at)
    expect(floor.scheduler.lastThanks(namesWithout())?.id).toBe('one')
    expect(floor.scheduler.lastThanks(namesWithout('a'))).toBeNull()
  })
})

describe('[10] never volume or short handle time', () => {
  test('a personal best in handle time is refused', () => {
    const refused = starPoints.filter(
      (standard) =>
        new StageFloor().offer('best', { fact: { ...facts.personalBest, standard } }) === 'refused',
    )
    expect(refused).toEqual(['handleTime'])
  })
})

describe('honour wall', () => {
  const honours = [
    {
      person: 'chen',
      award: { 'zh-CN': '服务之星', en: 'Service Star' },
      reason: { 'zh-CN': '五点齐亮', en: 'All five' },
    },
  ]

  test('[4.6] when nobody has waited for 10 min, at most 60 s in 15 min', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, honours, nobodyWaitingSince: START }
    floor.to(minutes(25))
    expect(floor.started().map(([second]) => second)).toEqual([600, 600 + minutes(15)])
    expect(floor.stage()?.content).toMatchObject({ kind: 'honourWall', week: 47 })
    floor.to(minutes(26))
    expect(floor.stage()).toBeNull()
  })

  test('[4.6] at a change of shift, once', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, honours, shiftChangedAt: START }
    floor.to(minutes(25))
    expect(floor.started().map(([second]) => second)).toEqual([0.2])
  })

  test.each([{ p1: true }, { p2: true }, { stale: true }, { quiet: true }])(
    '[2] not with %o',
    (more) => {
      const floor = new StageFloor()
      floor.mood = { ...calm, honours, shiftChangedAt: START, ...more }
      floor.to(60)
      expect(floor.started()).toEqual([])
    },
  )

  test('makes way for an alarm, and for what has just happened', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, honours, shiftChangedAt: START }
    floor.to(10)
    floor.offer('point')
    expect(floor.stage()?.leavingAt).toBe(floor.at)
    floor.to(17)
    expect(floor.shown()).toBe('point')
  })
})

test('[K6] who has not agreed is dropped silently, and is not counted as kept for later', () => {
  const floor = new StageFloor()
  floor.mood = { ...calm, p1: true, mayBeNamed: (person) => person !== 'shy' }
  floor.offer('shy')
  floor.offer('open')
  floor.offer('said', {
    person: 'open',
    fact: { ...facts.thanks, from: { kind: 'colleague', person: 'shy' } },
  })
  expect(floor.scheduler.held()).toBe(1)
  floor.mood = { ...calm, mayBeNamed: () => true }
  floor.to(minutes(20))
  expect(floor.started().map(([, id]) => id)).toEqual(['open'])
})

test('in a replay at ten times its speed a slip stands for ten seconds of the readers', () => {
  const floor = new StageFloor()
  floor.mood = { ...calm, rate: 10 }
  floor.offer('slip')
  const { startedAt, endsAt } = floor.stage()!
  expect(endsAt - startedAt).toBe(100_000)
  floor.to(99)
  expect(floor.shown()).toBe('slip')
  floor.to(100)
  expect(floor.shown()).toBeNull()
})

test('on a clock ten times as fast every length is ten times as long', () => {
  expect(celebrationRules(10)).toMatchObject({ slip: 100_000, gap: 60_000, pagesAtMost: 2 })
})
