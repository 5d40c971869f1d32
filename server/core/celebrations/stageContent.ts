import type { Giver, StageContent } from '../../../shared/people.ts'
import type { Text } from '../../../shared/views.ts'
import {
  subjectOf,
  type Celebration,
  type CelebrationFact,
  type Names,
  type ThanksFrom,
} from './celebration.ts'
import type { Slip } from './slip.ts'

/** Names on one slip; the rest is a number. [4] [6] */
const NAMES = 4

type FactOf<Kind extends CelebrationFact['kind']> = Extract<CelebrationFact, { kind: Kind }>

/** A slip in words and figures; null when nobody on it may be named now. [K6] */
export function stageContent(
  slip: Slip,
  names: Names,
  week: { readonly week: number; readonly year: number },
): StageContent | null {
  switch (slip.form) {
    case 'one':
      return oneContent(slip.items, names)
    case 'group':
      return groupContent(slip.items, names)
    case 'recap': {
      const named = namesOf(slip.items, names)
      return named.length === 0
        ? null
        : { kind: 'recap', names: named.slice(0, NAMES), count: slip.items.length }
    }
    case 'honourWall': {
      const honours = slip.honours.flatMap(({ person, award, reason }) => {
        const name = names.person(person)
        return name ? [{ award, name, reason }] : []
      })
      return honours.length === 0 ? null : { kind: 'honourWall', ...week, honours }
    }
    default:
      return slip satisfies never
  }
}

/** Who said it; null when that person may not be named. */
export function giverOf(from: ThanksFrom, names: Names): Giver | null {
  if (from.kind === 'system') return { kind: 'system' }
  const name = names.person(from.person)
  return name && { kind: from.kind, name }
}

function groupContent(items: readonly Celebration[], names: Names): StageContent | null {
  const kind = items[0]?.fact.kind
  if (kind === undefined || kind === 'queueRecovered') return null
  const named = namesOf(items, names)
  if (named.length === 0) return null
  return { kind: 'group', what: kind, names: named.slice(0, NAMES), count: named.length }
}

/** Each subject once, in order; those who may not be named are left out. */
function namesOf(items: readonly Celebration[], names: Names): readonly Text[] {
  const subjects = new Map(items.map((item) => [subjectOf(item), item]))
  return [...subjects.values()].flatMap(({ person, fact }) => {
    const name =
      person !== null
        ? names.person(person)
        : fact.kind === 'teamPastGoal'
          ? names.team(fact.team)
          : fact.kind === 'queueRecovered'
            ? names.queue(fact.queue)
            : null
    return name ? [name] : []
  })
}

function oneContent(items: readonly Celebration[], names: Names): StageContent | null {
  const [first] = items
  if (!first) return null
  const { fact, person } = first
  if (fact.kind === 'teamPastGoal') {
    const team = names.team(fact.team)
    return team && { kind: 'teamPastGoal', team, score: fact.score }
  }
  if (fact.kind === 'queueRecovered') {
    const queue = names.queue(fact.queue)
    return queue && { kind: 'queueRecovered', queue, tookMs: fact.tookMs }
  }
  const name = person === null ? null : names.person(person)
  if (!name) return null
  switch (fact.kind) {
    case 'pointLit':
      return pointContent(items, name, names)
    case 'personalBest':
    case 'starEarned':
      return { ...fact, name }
    case 'thanks':
      return thanksContent(first.id, fact, name, names)
    default:
      return fact satisfies never
  }
}

function pointContent(
  items: readonly Celebration[],
  name: Text,
  names: Names,
): StageContent | null {
  const points = items.flatMap(({ fact }) => (fact.kind === 'pointLit' ? [fact] : []))
  const last = points.at(-1)
  if (!last) return null
  const words = items.find(({ fact }) => fact.kind === 'thanks')
  const said =
    words?.fact.kind === 'thanks' ? thanksContent(words.id, words.fact, name, names) : null
  return {
    ...last,
    name,
    more: points.length - 1,
    thanks: said && { sentence: said.sentence, from: said.from },
  }
}

function thanksContent(
  id: string,
  fact: FactOf<'thanks'>,
  name: Text,
  names: Names,
): Extract<StageContent, { kind: 'thanks' }> | null {
  const sentence = names.sentence(id)
  const behaviour = names.behaviour(fact.behaviour)
  const from = giverOf(fact.from, names)
  if (!sentence || !behaviour || !from) return null
  return { kind: 'thanks', name, from, sentence, behaviour, points: fact.points }
}
