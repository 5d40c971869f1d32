import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { celebrationRules } from '../../../../server/core/celebrations/celebrationRules.ts'
import { epochMs } from '../../../../shared/time.ts'
import { calm, facts, StageFloor } from './stageFloor.ts'

const rules = celebrationRules()
const kinds = ['pointLit', 'personalBest', 'thanks', 'starEarned', 'teamPastGoal'] as const
const honours = [
  { person: 'p0', award: { 'zh-CN': '星', en: 'Star' }, reason: { 'zh-CN': '齐', en: 'All' } },
]

const act = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('offer' as const),
      kind: fc.constantFrom(...kinds),
      person: fc.integer({ min: 0, max: 5 }),
      id: fc.integer({ min: 0, max: 40 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('mood' as const),
      p1: fc.boolean(),
      p2: fc.boolean(),
      stale: fc.boolean(),
      quiet: fc.boolean(),
      idle: fc.boolean(),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('withdraw' as const),
      person: fc.integer({ min: 0, max: 5 }),
    }),
  },
)
const script = fc.array(fc.tuple(fc.integer({ min: 0, max: 240_000 }), act), { maxLength: 60 })

interface Span {
  readonly tier: string
  readonly from: number
  readonly to: number
}

/** What was on the wall, sampled at every step. */
class Watch {
  readonly spans: Span[] = []
  readonly starts: string[] = []
  #open: { id: string; tier: string; from: number } | null = null

  see(floor: StageFloor): void {
    const { showing } = floor.scheduler.save()
    const key = showing && `${showing.id}@${showing.startedAt}`
    if (this.#open && this.#open.id !== key) {
      this.spans.push({ tier: this.#open.tier, from: this.#open.from, to: floor.at })
      this.#open = null
    }
    if (showing === null || key === null || this.#open) return
    this.#open = { id: key, tier: showing.tier, from: showing.startedAt }
    if (showing.slip.form !== 'honourWall' && showing.slip.form !== 'recap')
      this.starts.push(...showing.slip.items.map(({ id }) => id))
  }
}

function play(
  floor: StageFloor,
  step: readonly [number, ReturnType<typeof act.generate>['value']],
) {
  const [, what] = step
  if (what.type === 'offer') {
    const fact = facts[what.kind]
    const person = what.kind === 'teamPastGoal' ? null : `p${what.person}`
    const id = `${what.id}`
    floor.scheduler.offer(floor.celebration(id, { fact, person }), floor.at)
  } else if (what.type === 'mood') {
    const { p1, p2, stale, quiet, idle } = what
    const nobodyWaitingSince = idle ? epochMs(floor.at - 700_000) : null
    floor.mood = { ...calm, p1, p2, stale, quiet, honours, nobodyWaitingSince }
  } else floor.scheduler.withdraw({ person: `p${what.person}` }, floor.at)
}

/** Longest total within any stretch: it begins or ends with a paper. */
function worst(spans: readonly Span[], within: number): number {
  const windows = spans.flatMap(({ from, to }) => [from, to - within])
  const inside = (start: number): number =>
    spans.reduce(
      (sum, { from, to }) =>
        sum + Math.max(0, Math.min(to, start + within) - Math.max(from, start)),
      0,
    )
  return Math.max(0, ...windows.map(inside))
}

test.prop([script], { numRuns: 150 })(
  '[1–8] whatever is offered and whatever happens on the floor, the rules hold',
  (steps) => {
    const floor = new StageFloor()
    const watch = new Watch()
    let alarmSince: number | null = null
    const tick = (): void => {
      floor.step()
      watch.see(floor)
      alarmSince = floor.mood.p1 ? (alarmSince ?? floor.at) : null
      // [3] Never paper over an alarm, but for the 400 ms it takes to leave.
      if (alarmSince !== null && floor.at >= alarmSince + rules.leave)
        expect(floor.scheduler.save().showing).toBeNull()
    }
    for (const step of steps) {
      play(floor, step)
      tick()
      const end = floor.at + step[0]
      while (floor.at < end) {
        floor.at = epochMs(Math.min(end, floor.at + (floor.at + 2000 < end ? 2000 : 200)))
        tick()
      }
    }
    // A step may come up to 2 s late; what the scheduler meant is in its own spans.
    const { duty, showing } = floor.scheduler.save()
    expect(showing === null || showing.endsAt >= showing.startedAt).toBe(true)
    expect(worst(duty.spans, rules.dutyWithin)).toBeLessThanOrEqual(rules.dutyAtMost)
    const walls = duty.spans.filter(({ tier }) => tier === 'honour')
    expect(worst(walls, rules.dutyWithin)).toBeLessThanOrEqual(rules.honourAtMost)
    for (const [index, { from }] of duty.spans.entries()) {
      const before = duty.spans[index - 1]
      if (before) expect(from - before.to).toBeGreaterThanOrEqual(rules.gap)
      const pages = duty.spans.filter(
        (span) =>
          span.tier === 'T3' &&
          !span.cut &&
          span.from <= from &&
          span.from > from - rules.pagesWithin,
      )
      expect(pages.length).toBeLessThanOrEqual(rules.pagesAtMost)
    }
    for (const id of new Set(watch.starts))
      expect(watch.starts.filter((other) => other === id).length).toBeLessThanOrEqual(2)
  },
)

test.prop([script, fc.nat({ max: 59 })], { numRuns: 60 })(
  '[7] a restart between any two steps changes nothing',
  (steps, restart) => {
    const run = (restarts: boolean): unknown => {
      const floor = new StageFloor()
      for (const [index, step] of steps.entries()) {
        play(floor, step)
        floor.step()
        floor.at = epochMs(floor.at + Math.min(step[0], 30_000))
        floor.step()
        if (!restarts || index !== restart) continue
        const state = JSON.parse(JSON.stringify(floor.scheduler.save()))
        floor.scheduler = new StageFloor().scheduler
        floor.scheduler.restore(state)
      }
      return [floor.changes, floor.scheduler.save()]
    }
    expect(run(true)).toEqual(run(false))
  },
)
