import { describe, expect, test } from 'vitest'
import { celebrationRules } from '../../../../server/core/celebrations/celebrationRules.ts'
import { CelebrationScheduler } from '../../../../server/core/celebrations/celebrationScheduler.ts'
import { starPoints } from '../../../../shared/people.ts'
import { epochMs } from '../../../../shared/time.ts'
import { StageFloor, calm, facts, namesWithout, START } from './stageFloor.ts'

const minutes = (count: number) => count * 60

describe('[1] order T3, T2, T1; first in first out; at least 6 s between', () => {
  test('a page goes before slips that came earlier, slips in their order', () => {
    const floor = new StageFloor()
    floor.offer('first')
    floor.offer('best', { fact: facts.personalBest })
    floor.offer('team', { fact: facts.teamPastGoal, person: null })
    floor.offer('star', { fact: facts.starEarned })
    floor.to(80)
    expect(floor.started()).toEqual([
      [0, 'first'],
      [16, 'star'],
      [36, 'best'],
      [52, 'team'],
    ])
  })

  test('a slip stands for 10 s, a page for 14 s', () => {
    const floor = new StageFloor()
    floor.offer('slip')
    floor.to(9.8)
    expect(floor.shown()).toBe('slip')
    floor.to(10)
    expect(floor.shown()).toBeNull()
    floor.offer('page', { fact: facts.starEarned })
    floor.to(29.8)
    expect(floor.stage()?.tier).toBe('T3')
    floor.to(30)
    expect(floor.shown()).toBeNull()
  })

  test('[T1] only the line, each thank-you for at least 12 s, the last one stays', () => {
    const floor = new StageFloor()
    const line = () => floor.scheduler.lastThanks(namesWithout())?.id ?? null
    floor.offer('one', { fact: facts.thanks, tier: 'T1', person: 'a' })
    floor.offer('two', { fact: facts.thanks, tier: 'T1', person: 'b' })
    expect(line()).toBe('one')
    floor.to(11.8)
    expect(line()).toBe('one')
    floor.to(12)
    expect(line()).toBe('two')
    floor.to(900)
    expect(line()).toBe('two')
    expect(floor.started()).toEqual([])
    expect(floor.scheduler.lastThanks(namesWithout())?.sentence.en).toBe('said in two')
  })
})

describe('[2] never over an alarm, in stale data or in quiet hours', () => {
  test('while P1 is active nothing starts; it is counted as held', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, p1: true }
    floor.offer('slip')
    floor.offer('page', { fact: facts.starEarned })
    floor.to(300)
    expect(floor.started()).toEqual([])
    expect(floor.scheduler.held()).toBe(2)
    floor.mood = calm
    floor.to(301)
    expect(floor.shown()).toBe('page')
    expect(floor.scheduler.held()).toBe(1)
  })

  test('with stale data only what a person said may show', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, stale: true }
    floor.offer('slip')
    floor.offer('page', { fact: facts.starEarned })
    floor.offer('said', { fact: facts.thanks })
    floor.to(60)
    expect(floor.started()).toEqual([[0, 'said']])
    floor.mood = calm
    floor.to(61)
    expect(floor.shown()).toBe('page')
  })

  test('in quiet hours nothing, not even what a person said', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, quiet: true }
    floor.offer('said', { fact: facts.thanks })
    floor.to(60)
    expect(floor.started()).toEqual([])
  })

  test('P2: a slip may show, a page waits', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, p2: true }
    floor.offer('page', { fact: facts.starEarned })
    floor.offer('slip')
    floor.to(60)
    expect(floor.started()).toEqual([[0, 'slip']])
    floor.mood = calm
    floor.to(61)
    expect(floor.shown()).toBe('page')
  })
})

describe('[3] P1 during paper', () => {
  test.each([
    { seconds: 5.8, shows: 'less than 60 % shown: once more, at the head', again: 1 },
    { seconds: 6, shows: '60 % shown: done', again: 0 },
  ])('leaves in 400 ms; $shows', ({ seconds, again }) => {
    const floor = new StageFloor()
    floor.offer('slip')
    floor.offer('page', { fact: facts.starEarned })
    floor.to(seconds)
    floor.mood = { ...calm, p1: true }
    floor.step()
    expect(floor.stage()?.leavingAt).toBe(floor.at)
    floor.to(seconds + 0.4)
    expect(floor.stage()).toBeNull()
    floor.mood = calm
    floor.to(60)
    expect(floor.started().filter(([, id]) => id === 'slip').length).toBe(1 + again)
    expect(floor.started()[1]?.[1]).toBe(again === 1 ? 'slip' : 'page')
  })

  test('interrupted a second time it is not shown again', () => {
    const floor = new StageFloor()
    floor.offer('slip')
    for (const second of [2, 12, 22]) {
      floor.to(second)
      floor.mood = { ...calm, p1: true }
      floor.to(second + 1)
      floor.mood = calm
    }
    floor.to(60)
    expect(floor.started().map(([, id]) => id)).toEqual(['slip', 'slip'])
  })
})

describe('[4] expiry', () => {
  test('after 15 min it goes into one recap slip of up to 4 names', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, p1: true }
    for (const id of ['a', 'b', 'c', 'd', 'e']) floor.offer(id)
    floor.to(minutes(15) + 1)
    floor.mood = calm
    floor.to(minutes(15) + 2)
    expect(floor.stage()?.content).toMatchObject({ kind: 'recap', count: 5 })
    expect(floor.stage()?.content).toHaveProperty('names.length', 4)
    floor.to(minutes(16))
    expect(floor.started().length).toBe(1)
  })

  test('surplus goes into the recap too, nothing is lost silently', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, p1: true }
    const rules = celebrationRules()
    for (let count = 0; count <= rules.waitingAtMost; count += 1) floor.offer(`p${count}`)
    expect(floor.scheduler.held()).toBe(rules.waitingAtMost + 1)
  })
})

describe('[5] duty', () => {
  test('never more than two pages in an hour', () => {
    const floor = new StageFloor()
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      floor.to(index * 120)
      floor.offer(id, { fact: facts.starEarned })
    }
    floor.to(600)
    expect(floor.started().map(([, id]) => id)).toEqual(['a', 'b'])
  })

  test('no stretch of 15 min holds more than 3 min of paper', () => {
    const floor = new StageFloor()
    const kinds = [facts.pointLit, facts.personalBest, facts.thanks]
    for (let second = 0; second < minutes(14); second += 20) {
      floor.to(second)
      floor.offer(`p${second}`, { fact: kinds[(second / 20) % 3]! })
    }
    floor.to(minutes(15) - 1)
    expect(floor.started().length).toBe(18)
  })

  test('the same person has one slip in 10 min; what is lit meanwhile is told together', () => {
    const floor = new StageFloor()
    floor.offer('1', { person: 'chen' })
    floor.to(120)
    floor.offer('2', { person: 'chen' })
    floor.to(300)
    floor.offer('3', { person: 'chen', fact: { ...facts.pointLit, fresh: 'quality' } })
    floor.to(599.8)
    expect(floor.started().length).toBe(1)
    floor.to(600)
    expect(floor.stage()?.content).toMatchObject({ kind: 'pointLit', fresh: 'quality', more: 1 })
  })

  test('what somebody says about a point that waits goes on the same slip', () => {
    const floor = new StageFloor()
    floor.offer('other', { fact: facts.personalBest })
    floor.offer('point', { person: 'chen' })
    floor.offer('kudos', { person: 'chen', fact: facts.thanks })
    floor.to(17)
    expect(floor.stage()?.content).toMatchObject({
      kind: 'pointLit',
      thanks: { sentence: { en: 'said in kudos' }, from: { kind: 'lead', name: { en: 'lead' } } },
    })
    floor.to(800)
    expect(floor.started().length).toBe(2)
  })

  test('a star takes its own points along', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, p1: true }
    floor.offer('point', { person: 'chen' })
    floor.offer('star', { person: 'chen', fact: facts.starEarned })
    floor.mood = calm
    floor.to(800)
    expect(floor.started().map(([, id]) => id)).toEqual(['star'])
  })
})

describe('[6] same kind within 90 s', () => {
  test('is one slip with up to 4 names', () => {
    const floor = new StageFloor()
    floor.offer('first', { fact: facts.personalBest })
    for (const id of ['a', 'b', 'c', 'd', 'e']) floor.offer(id)
    floor.to(17)
    const content = floor.stage()?.content
    expect(content).toMatchObject({ kind: 'group', what: 'pointLit', count: 5 })
    expect(content).toHaveProperty('names.length', 4)
    floor.to(300)
    expect(floor.started().length).toBe(2)
  })

  test('later than 90 s it is a slip of its own', () => {
    const floor = new StageFloor()
    floor.mood = { ...calm, p1: true }
    floor.offer('a')
    floor.to(91)
    floor.offer('b')
    floor.mood = calm
    floor.to(200)
    expect(floor.started().map(([, id]) => id)).toEqual(['a', 'b'])
  })
})

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
