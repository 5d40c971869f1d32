import type { PointProgress } from '../../../../shared/people.ts'
import { epochMs, type EpochMs } from '../../../../shared/time.ts'
import type { Text } from '../../../../shared/views.ts'
import type {
  Celebration,
  CelebrationFact,
  Names,
} from '../../../../server/core/celebrations/celebration.ts'
import {
  CelebrationScheduler,
  type CelebrationChange,
} from '../../../../server/core/celebrations/celebrationScheduler.ts'
import type { FloorMood } from '../../../../server/core/celebrations/floorMood.ts'

export const START = epochMs(Date.parse('2026-11-18T14:00:00+08:00'))
export const calm: FloorMood = {
  p1: false,
  p2: false,
  stale: false,
  quiet: false,
  shiftChangedAt: null,
  nobodyWaitingSince: null,
  honours: [],
  rate: 1,
  mayBeNamed: () => true,
}
const week = { week: 47, year: 2026 }

const points: PointProgress = [1, 1, 1, 1, 0.6]

export const facts = {
  pointLit: { kind: 'pointLit', points, fresh: 'firstContact', value: 84.2, target: 84 },
  personalBest: { kind: 'personalBest', standard: 'quality', value: 96.4, points },
  thanks: {
    kind: 'thanks',
    from: { kind: 'lead', person: 'lead' },
    behaviour: 'clear',
    points: null,
  },
  starEarned: { kind: 'starEarned', week: 47, year: 2026, standards: [] },
  teamPastGoal: { kind: 'teamPastGoal', team: 'kapok', score: 91.2 },
} as const satisfies Record<string, CelebrationFact>

const same = (text: string): Text => ({ 'zh-CN': text, en: text })

/** Everybody may be named, but those in `hidden`. */
export const namesWithout = (...hidden: readonly string[]): Names => ({
  person: (id) => (hidden.includes(id) ? null : same(id)),
  team: same,
  queue: same,
  behaviour: same,
  sentence: (id) => same(`said in ${id}`),
})

/** A scheduler on a floor with a clock that only the test moves, in seconds from the start. */
export class StageFloor {
  scheduler = new CelebrationScheduler()
  mood: FloorMood = calm
  at: EpochMs = START
  readonly changes: (CelebrationChange & { readonly second: number })[] = []

  celebration(id: string, more: Partial<Celebration> = {}): Celebration {
    const fact = more.fact ?? facts.pointLit
    return {
      id,
      tier: fact.kind === 'starEarned' ? 'T3' : 'T2',
      at: this.at,
      person: id,
      by: fact.kind === 'thanks' ? 'person' : 'system',
      fact,
      ...more,
    }
  }

  offer(id: string, more: Partial<Celebration> = {}) {
    const answer = this.scheduler.offer(this.celebration(id, more), this.at)
    this.step()
    return answer
  }

  step(): void {
    for (const change of this.scheduler.step(this.at, this.mood))
      this.changes.push({ ...change, second: (this.at - START) / 1000 })
  }

  /** Moves to a second after the start, a step every fifth of a second. */
  to(second: number): void {
    while (this.at < START + second * 1000) {
      this.at = epochMs(this.at + 200)
      this.step()
    }
  }

  stage(names: Names = namesWithout()) {
    return this.scheduler.stage(names, week)
  }

  /** `[second, id]` of each paper begun. */
  started(): readonly (readonly [number, string])[] {
    return this.changes.flatMap((change) =>
      change.type === 'started' ? [[change.second, change.id] as const] : [],
    )
  }

  /** The shown id, or null. */
  shown(): string | null {
    return this.stage()?.id ?? null
  }
}
