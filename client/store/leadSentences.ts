import type { LeadView, Moment } from '../../shared/leadView.ts'
import type { Audience, Behaviour } from '../../shared/people.ts'
import type { Language } from '../../shared/views.ts'

const OFFERED = 3

/** What the placeholders of a behaviour's sentences stand for, as it is written on this screen. */
export interface FactFigures {
  readonly value: string | null
  readonly target: string | null
}

const holders = /\{(value|target)\}/gu

/**
 * Up to three sentences for a behaviour: those built from the fact first, because they are true of it;
 * none with a figure that is not known.
 */
export function sentencesOf(
  behaviour: Behaviour,
  figures: FactFigures,
  language: Language,
): readonly string[] {
  const sentences = behaviour.sentences.map((sentence) => sentence[language])
  const withFigure = (sentence: string): boolean => /\{(?:value|target)\}/u.test(sentence)
  const known = (sentence: string): boolean =>
    [...sentence.matchAll(holders)].every(([, name]) =>
      name === 'value' ? figures.value !== null : figures.target !== null,
    )
  const filled = (sentence: string): string =>
    sentence.replaceAll(holders, (_, name) =>
      String(name === 'value' ? figures.value : figures.target),
    )
  const fromFact = sentences.filter((sentence) => withFigure(sentence) && known(sentence))
  const plain = sentences.filter((sentence) => !withFigure(sentence))
  return [...fromFact.map(filled), ...plain].slice(0, OFFERED)
}

/** Which behaviour is chosen when the page opens: the moment's own, else the person's top one this week. */
export function firstBehaviour(
  view: Pick<LeadView, 'behaviours' | 'people'>,
  person: string,
  moment: Moment | null,
): string {
  const wished = moment?.behaviour ?? view.people.find(({ id }) => id === person)?.behaviour
  const known = view.behaviours.find(({ id }) => id === wished) ?? view.behaviours[0]
  return known?.id ?? ''
}

/** How far a thank-you may be seen, the farthest first: the person's consent is the limit. [K6] */
export function audiencesWithin(consent: Audience): readonly Audience[] {
  switch (consent) {
    case 'wall':
      return ['wall', 'me']
    case 'team':
      return ['team', 'me']
    case 'me':
      return ['me']
    default:
      return consent satisfies never
  }
}
