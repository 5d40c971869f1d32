import type { DayKey, EpochMs } from '../../../shared/time.ts'
import type { Baselines } from './baselines.ts'
import type { Choices } from './choices.ts'
import type { PeopleRun } from './peopleRun.ts'
import { personRow, restorePerson } from './personState.ts'
import type { TeamOrder } from './teamScore.ts'

const RUN_ROW = 'people'
/** Names the rows of people, each apart, so that only who changed is written. */
const PERSON_ROW = 'person\u001f'

interface SavedRun {
  readonly looked: EpochMs
  readonly today: DayKey | null
  readonly rewinds: number
  readonly order: TeamOrder | null
  readonly before: readonly [team: string, score: number | null][]
  readonly choices: ReturnType<Choices['save']>
  readonly baselines: ReturnType<Baselines['save']>
}

/** Rows that changed since this was last asked, to be saved with the floor's; asking resets it. */
export function takePeopleRows(run: PeopleRun): {
  readonly changed: Map<string, string>
  readonly gone: string[]
} {
  const changed = new Map<string, string>()
  for (const state of run.dirty)
    if (run.states.get(state.person) === state)
      changed.set(PERSON_ROW + state.person, personRow(state))
  const gone = [...run.gone].map((person) => PERSON_ROW + person)
  run.dirty.clear()
  run.gone.clear()
  if (run.savedAt === run.changes) return { changed, gone }
  run.savedAt = run.changes
  const row: SavedRun = {
    looked: run.looked,
    today: run.today,
    rewinds: run.rewinds,
    order: run.teams.order,
    before: [...run.teams.before],
    choices: run.choices.save(),
    baselines: run.baselines.save(),
  }
  changed.set(RUN_ROW, JSON.stringify(row))
  return { changed, gone }
}

/** Takes up what was saved. Rows of others may be among them, in any order. */
export function restorePeople(run: PeopleRun, rows: ReadonlyMap<string, string>): void {
  for (const [name, row] of rows) {
    if (!name.startsWith(PERSON_ROW)) continue
    const state = restorePerson(row)
    run.states.set(state.person, state)
  }
  const row = rows.get(RUN_ROW)
  if (row === undefined) return
  const saved = JSON.parse(row) as SavedRun
  run.looked = saved.looked
  run.today = saved.today
  run.rewinds = saved.rewinds
  run.teams.order = saved.order
  for (const [team, score] of saved.before) run.teams.before.set(team, score)
  run.choices.restore(saved.choices)
  run.baselines.restore(saved.baselines)
}
