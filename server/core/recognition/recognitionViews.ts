import type { AgentView } from '../../../shared/agentView.ts'
import type { LeadView } from '../../../shared/leadView.ts'
import type { Giver, PeopleView } from '../../../shared/people.ts'
import type { EpochMs } from '../../../shared/time.ts'
import type { Text } from '../../../shared/views.ts'
import { heroMetrics } from '../alarms/metricOutside.ts'
import type { Names } from '../celebrations/celebration.ts'
import { agentGlance } from '../people/agentGlance.ts'
import { publishedScheme, teamMoments, teamPeople } from '../people/leadPeople.ts'
import { peopleBoard } from '../people/peopleBoard.ts'
import { isoWeek, periodStart } from '../people/personPeriod.ts'
import { queueNameOf } from '../people/queueNames.ts'
import { TOTAL } from '../tally.ts'
import { metricsOf, queuesOf, queueView, type WallParts } from '../wallView.ts'
import type { Recognition } from './recognition.ts'
import { filled } from './sentence.ts'
import type { Thanked } from './thanksBook.ts'

export interface PeopleParts extends WallParts {
  readonly recognition: Recognition
  /** What was said with a thank-you, where it is known. */
  readonly words: ReadonlyMap<string, string>
}

const sameText = (text: string): Text => ({ 'zh-CN': text, en: text })

/** The people's half of a wall; null for a site that names nobody. */
export function peopleView(parts: PeopleParts): PeopleView | null {
  const { recognition, site } = parts
  const { people, stage } = recognition
  if (site.people.people.length === 0) return null
  const names = wallNames(parts)
  const week = people.today === null ? { week: 0, year: 0 } : isoWeek(people.today)
  return {
    ...peopleBoard(people, site.people),
    lastThanks: stage.lastThanks(names),
    held: stage.held(),
    stage: stage.stage(names, week),
  }
}

/** Names as a wall may show them now: whoever agreed, and leads as givers. [K6] */
function wallNames(parts: PeopleParts): Names {
  const { recognition, site } = parts
  const { index, choices } = recognition.people
  return {
    person(id) {
      const person = index?.person(id) ?? null
      if (person?.lead) return person.name
      return choices.audienceOf(id) === 'wall' ? (index?.wallNameOf(id) ?? null) : null
    },
    team: (id) => site.people.teams.find((team) => team.id === id)?.name ?? null,
    queue: (id) => queueNameOf(site, id),
    behaviour: (id) => behaviourName(parts, id),
    sentence: (id) => sentenceOf(parts, id),
  }
}

const behaviourName = ({ site }: PeopleParts, id: string): Text | null =>
  site.people.behaviours.find((behaviour) => behaviour.id === id)?.name ?? null

/** What was said: a person's own words, or for an automatic line its behaviour's sentence with the figure. */
function sentenceOf(parts: PeopleParts, id: string): Text | null {
  const said = parts.words.get(id)
  if (said !== undefined) return sameText(said)
  const crossing = parts.recognition.facts.get(id)
  return crossing ? filled(crossing, parts.site.people.behaviours) : null
}

/** What a lead's tablet shows; null for nobody who leads a team. */
export function leadView(lead: string, parts: PeopleParts): LeadView | null {
  const { recognition, site, floor, at, board } = parts
  const { people, thanks } = recognition
  const person = site.people.people.find(({ id }) => id === lead)
  const team = site.people.teams.find(({ id }) => id === person?.team)
  if (!person?.lead || !team) return null
  const members = teamPeople(people, site.people, team.id)
  const given = thanks.givenBy(lead, weekStart(parts))
  const heard = new Set(given.map(({ to }) => to))
  const alarms = board.views(at, (id) => people.index?.nameOf(id) ?? sameText(id))
  return {
    site: { id: site.id, name: site.name, timezone: floor.definitions.timezone },
    freshness: parts.sources.freshness,
    lead: { id: lead, name: person.name },
    team: { ...team, size: members.length },
    metrics: metricsOf(parts, TOTAL, heroMetrics, alarms),
    queues: queuesOf(floor, site).map((queue) => {
      const { metrics: _metrics, staleSince: _staleSince, ...row } = queueView(parts, queue)
      return row
    }),
    alarms,
    people: members,
    moments: teamMoments(people, site.people, team.id, at, (moment) =>
      given.some(({ to, at: when }) => to === moment.person && when >= moment.at),
    ),
    behaviours: site.people.behaviours,
    coverage: {
      thanked: members.filter(({ id }) => heard.has(id)).length,
      of: members.length,
      waiting: members.map(({ id }) => id).filter((id) => !heard.has(id)),
    },
    pending: given
      .filter(({ visibleAt }) => visibleAt > at)
      .map(({ kudos, to, at: when, visibleAt, audience }) => ({
        id: kudos,
        to,
        at: when,
        visibleAt,
        audience,
      })),
    darkScreens: [],
    publication: publication(parts),
  }
}

function publication(parts: PeopleParts): LeadView['publication'] {
  const { recognition, site } = parts
  const scheme = publishedScheme(recognition.people)
  const day = recognition.people.today ?? parts.floor.calendar.dayOf(parts.at)
  const awards = [...recognition.people.states.values()].flatMap(({ person, star }) =>
    star?.earnedAt == null
      ? []
      : [
          {
            name: recognition.people.index?.nameOf(person) ?? sameText(person),
            award: starName,
            at: star.earnedAt,
          },
        ],
  )
  return {
    schemeVersion: site.people.scheme.version,
    period: { from: day, to: day },
    standards: [],
    weights: [],
    ...scheme,
    awards: awards.sort((a, b) => b.at - a.at),
    corrections: [],
  }
}

const starName: Text = { 'zh-CN': '服务之星', en: 'Service Star' }

/** One person's own page; null for nobody known. [P18] */
export function agentView(person: string, parts: PeopleParts): AgentView | null {
  const { recognition, site, floor, board, at } = parts
  const received = recognition.thanks.receivedBy(person, weekStart(parts), at)
  const [last] = received
  return agentGlance(person, {
    run: recognition.people,
    floor,
    site,
    alarms: board,
    freshness: parts.sources.freshness,
    at,
    thanks: { thisWeek: received.length, last: last ? shown(last, parts) : null },
  })
}

function shown(one: Thanked, parts: PeopleParts): NonNullable<AgentView['thanks']['last']> {
  const giver = parts.site.people.people.find(({ id }) => id === one.by)
  const name = giver?.name ?? sameText(one.by)
  const from: Giver = { kind: giver?.lead ? 'lead' : 'colleague', name }
  const sentence =
    sentenceOf(parts, one.kudos) ?? behaviourName(parts, one.behaviour) ?? sameText('')
  return { sentence, from, at: one.at }
}

function weekStart({ floor, at }: PeopleParts): EpochMs {
  return floor.calendar.startOf(periodStart('week', floor.calendar.dayOf(at)))
}
