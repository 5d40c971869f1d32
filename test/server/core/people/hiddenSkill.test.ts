import { expect, test } from 'vitest'
import { Floor } from '../../../../server/core/floor.ts'
import { cohortSums } from '../../../../server/core/people/cohortSums.ts'
import { entrantOf, placesOf } from '../../../../server/core/people/places.ts'
import { personSums } from '../../../../server/core/people/personPeriod.ts'
import { defaultScheme, type Scheme } from '../../../../server/core/people/scheme.ts'
import { scorecard } from '../../../../server/core/people/scorecard.ts'
import type { FloorPlan } from '../../../../server/sources/simulated/floorPlan.ts'
import { serviceMarks } from '../../../../server/sources/simulated/serviceFloor.ts'
import { simulate } from '../../../../server/sources/simulated/simulate.ts'
import { traitsOf } from '../../../../server/sources/simulated/traits.ts'
import { starPoints } from '../../../../shared/people.ts'
import { sumOf, type Sums } from '../../../../shared/metrics/measures.ts'
import { after, HOUR, millis, MINUTE } from '../../../../shared/time.ts'
import { plainCalendars } from '../../../support/floorScript.ts'
import { FROM, plainQueue } from '../../sources/simulated/plans.ts'

const PEOPLE = 24
const WEEKS = 20
const LONG = millis(4.5 * HOUR)

/** Full-time, half-time and people who come for some hours: what makes raw means lie. */
const plan: FloorPlan = {
  ...plainQueue({ erlangs: 14, agents: PEOPLE, handleSeconds: 240, patienceSeconds: 300 }),
  // As many marks as in a week, from fewer contacts.
  marks: { ...serviceMarks, csatShare: 0.7, npsShare: 0, judgedShare: 1, assessedShare: 0.16 },
  agents: Array.from({ length: PEOPLE }, (_, index) => ({
    id: `p${index}`,
    queues: ['only'],
    reserve: [],
    presence: {
      kind: 'rotation',
      on: millis([60, 30, 12][index % 3]! * MINUTE),
      off: millis([5, 30, 60][index % 3]! * MINUTE),
      ahead: millis(((index * 37) % 60) * MINUTE),
    },
  })),
}

/** Everybody's sums of a working week, squeezed into one long day, and who is truly best. */
function week(seed: number): { sums: Sums[]; best: ReadonlySet<number> } {
  const floor = new Floor(plainCalendars)
  for (const event of simulate(plan, seed, FROM)) {
    if (event.time > after(FROM, LONG)) break
    floor.apply(event)
  }
  const skills = Array.from({ length: PEOPLE }, (_, index) => ({
    index,
    skill: traitsOf(`p${index}`, seed, plan.habits.paceSpread).skill,
  })).sort((a, b) => b.skill - a.skill)
  return {
    sums: skills.map((_, index) =>
      personSums(floor.tally, [`p${index}`], [floor.tally.dayOf(FROM)]),
    ),
    best: new Set(skills.slice(0, PEOPLE / 4).map(({ index }) => index)),
  }
}

/** Whoever stands first, by name among equals. */
function firstBy(sums: readonly Sums[], scheme: Scheme): number | null {
  const cohort = cohortSums(sums, scheme)
  const entrants = sums.flatMap((own, index) => {
    const name = String(index).padStart(2, '0')
    return entrantOf(name, name, scorecard(own, cohort, scheme, false), false) ?? []
  })
  const [first] = placesOf(entrants, scheme.sameWithin)
  return first ? Number(first.person) : null
}

/** The same standards as plain means: nothing drawn to the cohort, no minimum sample. */
const plain: Scheme = {
  ...defaultScheme,
  shrinkage: 0,
  minimumContacts: 0,
  standards: Object.fromEntries(
    starPoints.map((point) => [
      point,
      { ...defaultScheme.standards[point], minimumSample: 0, shrinkage: 0 },
    ]),
  ) as Scheme['standards'],
}

function firstByRawMean(sums: readonly Sums[]): number {
  const means = sums.map((own) => sumOf(own, 'csatMills') / Math.max(1, sumOf(own, 'csatAnswered')))
  return means.indexOf(Math.max(...means))
}

test('[S4] the shrunk order finds a true top-quarter person first clearly more often than the raw mean', () => {
  const found = { shrunk: 0, plain: 0, raw: 0 }
  for (let seed = 1; seed <= WEEKS; seed += 1) {
    const { sums, best } = week(seed)
    const isBest = (index: number | null): number => Number(index !== null && best.has(index))
    found.shrunk += isBest(firstBy(sums, defaultScheme))
    found.plain += isBest(firstBy(sums, plain))
    found.raw += isBest(firstByRawMean(sums))
  }
  const shares =
    `first was in the true top quarter in ${found.shrunk} of ${WEEKS} weeks; by plain scores ` +
    `in ${found.plain}, by the raw mean of satisfaction in ${found.raw}`
  expect(found.shrunk / WEEKS, shares).toBeGreaterThanOrEqual(found.raw / WEEKS + 0.2)
  expect(found.shrunk / WEEKS, shares).toBeGreaterThan(0.6)
})
