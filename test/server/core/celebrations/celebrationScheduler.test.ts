import { describe, expect, test } from 'vitest'
import { celebrationRules } from '../../../../server/core/celebrations/celebrationRules.ts'
import { StageFloor, calm, facts, namesWithout } from './stageFloor.ts'

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
