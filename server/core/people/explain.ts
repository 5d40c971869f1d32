import type { ExplainedContact } from '../../../shared/protocol/peopleExplanation.ts'
import type { Floor } from '../floor.ts'
import { derivedStandards, type Derivation } from './derivation.ts'
import { nextStep } from './nextStep.ts'
import type { PeopleRun } from './peopleRun.ts'
import type { EarlierStanding, PersonState } from './personState.ts'
import { periodStart } from './personPeriod.ts'
import { queueNameOf, type SiteNames } from './queueNames.ts'
import { shownScore } from './scorecard.ts'

const CONTACTS_SHOWN = 20

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
    standards: derivedStandards(card, run.baselines.of(state.cohort).means, scheme, earlier),
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
