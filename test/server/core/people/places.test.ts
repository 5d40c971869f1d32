import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placesOf, type Entrant } from '../../../../server/core/people/places.ts'
import { placesAmong, type PersonStory } from '../../../support/peopleSums.ts'

const entrant = (person: string, score: number, gated = false): Entrant => ({
  person,
  nameKey: person,
  gated,
  score,
})
const shown = (entrants: readonly Entrant[], sameWithin = 0.5): string =>
  placesOf(entrants, sameWithin)
    .map(({ person, place }) => `${person}${place}`)
    .join(' ')

test('[S6] equal shown scores share a place: 1, 1, 3', () => {
  expect(shown([entrant('a', 90.04), entrant('b', 89.96), entrant('c', 80)], 0)).toBe('a1 b1 c3')
})

test('[S6] a difference inside the noise shares a place', () => {
  expect(shown([entrant('a', 90), entrant('b', 89.5), entrant('c', 89.4)])).toBe('a1 b1 c3')
})

test('[S6] order among equals is by name key, not by score', () => {
  expect(shown([entrant('z', 90), entrant('a', 89.8)])).toBe('a1 z1')
})

test('[S3] whoever a gate stops comes behind everybody whom none stops', () => {
  expect(shown([entrant('a', 95, true), entrant('b', 60)])).toBe('b1 a2')
})

const story: fc.Arbitrary<PersonStory> = fc
  .record({
    handled: fc.integer({ min: 20, max: 300 }),
    inBand: fc.nat(100),
    transferred: fc.nat(40),
    csatAnswered: fc.integer({ min: 10, max: 80 }),
    csatSatisfied: fc.nat(100),
    judged: fc.integer({ min: 20, max: 100 }),
    resolved: fc.nat(100),
    assessed: fc.integer({ min: 0, max: 12 }),
    qualityHundredths: fc.integer({ min: 60, max: 100 }),
    breaches: fc.constantFrom(0, 0, 0, 1),
    contributions: fc.nat(5),
  })
  .map((made) => ({
    ...made,
    inBand: Math.round((made.handled * made.inBand) / 100),
    transferred: Math.round((made.handled * made.transferred) / 100),
    csatSatisfied: Math.round((made.csatAnswered * made.csatSatisfied) / 100),
    resolved: Math.round((made.judged * made.resolved) / 100),
    qualityHundredths: made.assessed * made.qualityHundredths * 100,
    breaches: Math.min(made.breaches, made.assessed),
  }))

type Failing = (story: PersonStory) => PersonStory

/** Quality that fails, or is not there. */
const failings: Readonly<Record<string, Failing>> = {
  missing: (own) => ({ ...own, assessed: 0, qualityHundredths: 0, breaches: 0 }),
  underFloor: (own) => {
    const assessed = Math.max(3, own.assessed ?? 0)
    const worst = Math.min(own.qualityHundredths ?? 0, assessed * 7400)
    return { ...own, assessed, qualityHundredths: worst }
  },
  breach: (own) => ({ ...own, assessed: Math.max(1, own.assessed ?? 0), breaches: 1 }),
}

/** Anything that other handle times can do to the sums: all, some or none in the band. */
const otherLengths = (own: PersonStory, inBand: number): PersonStory => ({
  ...own,
  inBand: Math.round((own.handled ?? 0) * inBand),
})

test('[S3] no combination of shorter calls and missing or failing quality raises anyone’s place', () => {
  const people = fc.array(story, { minLength: 2, maxLength: 12 })
  const failing = fc.constantFrom(...Object.keys(failings))
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const placeOf = (stories: readonly PersonStory[], who: number): number =>
    placesAmong(stories).get(who) ?? Infinity
  fc.assert(
    fc.property(people, failing, share, fc.nat(11), (stories, how, inBand, index) => {
      const who = index % stories.length
      const own = stories[who]!
      // Without quality data, or with it failing, before as after: only the calls become other ones …
      const failed = failings[how]!(own)
      const hurried = otherLengths(failed, inBand)
      const put = (mine: PersonStory) => stories.map((one, at) => (at === who ? mine : one))
      expect(placeOf(put(hurried), who)).toBeGreaterThanOrEqual(placeOf(put(failed), who))
      // … and both at once. Whoever had no quality data had no place to lose.
      const assessedBefore = how === 'missing' || (own.assessed ?? 0) >= 3
      const before = assessedBefore ? placeOf(stories, who) : 1
      expect(placeOf(put(hurried), who)).toBeGreaterThanOrEqual(before)
    }),
    { numRuns: 400 },
  )
})
