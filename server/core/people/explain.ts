import type { StarPoint } from '../../../shared/people.ts'
import type {
  ExplainedContact,
  ExplainedStandard,
  Explanation,
} from '../../../shared/protocol/peopleExplanation.ts'
import type { EpochMs } from '../../../shared/time.ts'
import type { Floor } from '../floor.ts'
import { queueNameOf, type SiteNames } from './queueNames.ts'
import type { Gate, GateState } from './gates.ts'
import { nextStep } from './nextStep.ts'
import type { PeopleRun } from './peopleRun.ts'
import type { EarlierStanding, PersonState } from './personState.ts'
import { periodStart } from './personPeriod.ts'
import type { Curve } from './scheme.ts'
import { shownScore, type ScoredStandard } from './scorecard.ts'
import { curveOf } from './standardMeasure.ts'
import { rounded } from './standardView.ts'

const CONTACTS_SHOWN = 20

/** A standard with everything its points came from. */
export interface DerivedStandard extends ExplainedStandard {
  readonly curve: Curve
  /** What small samples are drawn to; null: nobody to compare with. [S4] */
  readonly mean: number | null
  /** K of the shrinkage. [S4] */
  readonly shrinkage: number
  /** What it adds to the score, after the gates. */
  readonly earned: number
}

/** A person's score and place taken apart: the agent's page, the lead's page and tests read the same. [S9] */
export interface Derivation extends Explanation {
  readonly standards: readonly DerivedStandard[]
  readonly gates: readonly Gate[]
  readonly gate: GateState
  /** How it was about an hour ago, in the same period. */
  readonly anHourAgo: {
    readonly at: EpochMs
    readonly score: number
    readonly place: number | null
  } | null
}

/** null: nobody by that name, or no look yet. It holds no field of another person. [S9] [P18] */
export function explain(
  run: PeopleRun,
  floor: Floor,
  site: SiteNames,
  person: string,
): Derivation | null {
  const state = run.states.get(person)
  const { scheme, today } = run
  if (!state?.card || !scheme || today === null) return null
  const { card } = state
  const earlier = anHourAgo(state, run)
  const rank = run.standings.placeOf(person)
  return {
    schemeVersion: scheme.version,
    period: { from: periodStart(scheme.rankPeriod, today), to: today },
    score: card.provisional ? null : shownScore(card.score),
    cohortSize: run.standings.cohort(state.cohort).length,
    standards: card.standards.map((scored, index) => derived(scored, index, state, run, earlier)),
    rank: rank && { place: rank.place, of: rank.of, shared: rank.shared },
    nextStep: nextStep(run, state),
    contacts: lastContacts(run, floor, site, person),
    gates: card.gates,
    gate: card.gate,
    anHourAgo: earlier && {
      at: earlier.at,
      score: shownScore(earlier.score),
      place: earlier.place,
    },
  }
}

/** The older of the two kept on the hour, when it is of the same period. */
function anHourAgo(state: PersonState, { scheme, today }: PeopleRun): EarlierStanding | null {
  const earlier = state.hours.length > 1 ? state.hours[0] : undefined
  if (!earlier || !scheme || today === null) return null
  return earlier.period === periodStart(scheme.rankPeriod, today) ? earlier : null
}

function derived(
  scored: ScoredStandard,
  index: number,
  state: PersonState,
  run: PeopleRun,
  earlier: EarlierStanding | null,
): DerivedStandard {
  const { point, standard, shown, n, shrunk, points, earned } = scored
  const before = earlier?.values[index] ?? null
  const { means } = run.baselines.of(state.cohort)
  return {
    point,
    value: rounded(shown, standard.unit),
    unit: standard.unit,
    n,
    minimumSample: standard.minimumSample,
    shrunk: shrunk === null ? null : shownScore(shrunk),
    points: points === null ? null : shownScore(points),
    weight: standard.weight,
    gate: gateOf(point, state.card?.gates ?? []),
    change: before === null || shown === null ? null : rounded(shown - before, standard.unit),
    curve: curveOf(standard),
    mean: means[standard.measure],
    shrinkage: standard.shrinkage ?? run.scheme?.shrinkage ?? 0,
    earned: shownScore(earned),
  }
}

const gatesOfPoint: Readonly<Record<StarPoint, readonly Gate['kind'][]>> = {
  satisfaction: ['satisfaction'],
  firstContact: ['repeats'],
  quality: ['quality', 'compliance'],
  handleTime: ['transfers'],
  teamwork: [],
}

function gateOf(point: StarPoint, gates: readonly Gate[]): GateState | null {
  const own = gates.filter(({ kind }) => gatesOfPoint[point].includes(kind))
  if (own.some(({ state }) => state === 'closed')) return 'closed'
  if (own.some(({ state }) => state === 'open')) return 'open'
  return own.length > 0 ? 'passed' : null
}

/** The last contacts counted, as far as they are remembered; nothing about the customer. */
function lastContacts(
  { index }: PeopleRun,
  floor: Floor,
  site: SiteNames,
  person: string,
): ExplainedContact[] {
  const agents = index?.agentsOf(person) ?? [person]
  const contacts = agents.flatMap((id) =>
    [...(floor.roster.agents.get(id)?.visits ?? [])].flatMap((visit): ExplainedContact[] => {
      const leg = visit.applied[2]?.fact
      if (leg?.type !== 'legFinished') return []
      const judged = floor.marks.records.get(visit.contact)?.judged != null
      return [
        {
          at: leg.at,
          queue: queueNameOf(site, visit.queue),
          handledSeconds: Math.round((leg.talked + leg.held + leg.wrapped) / 1000),
          counts: judged ? ['firstContact', 'handleTime'] : ['handleTime'],
          leftOut: null,
        },
      ]
    }),
  )
  return contacts.sort((a, b) => b.at - a.at).slice(0, CONTACTS_SHOWN)
}
