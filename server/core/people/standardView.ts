import { starPoints, type PointProgress, type StandardView } from '../../../shared/people.ts'
import type { PersonState } from './personState.ts'
import type { Scheme } from './scheme.ts'
import type { ScoredStandard } from './scorecard.ts'

const dark: PointProgress = [0, 0, 0, 0, 0]

export const pointsShown = (state: PersonState): PointProgress => state.star?.progress ?? dark

/** As the eye will see it: whole seconds and counts, one decimal of percents and scores. */
export function rounded(value: number | null, unit: StandardView['unit']): number | null {
  if (value === null) return null
  return unit === 'percent' || unit === 'score' ? Math.round(value * 10) / 10 : Math.round(value)
}

/** The five standards of a person, in the order of the star's points. */
export const standardViews = (state: PersonState, scheme: Scheme): StandardView[] =>
  (state.starCard?.standards ?? []).map((scored) => standardView(scored, state, scheme))

function standardView(scored: ScoredStandard, state: PersonState, scheme: Scheme): StandardView {
  const { point, standard, shown, n, provisional } = scored
  const { unit, scale } = standard
  return {
    point,
    value: rounded(shown, unit),
    unit,
    n,
    provisional,
    target: targetOf(scored, scheme),
    scale,
    progress: pointsShown(state)[starPoints.indexOf(point)] ?? 0,
    lit: state.star?.lit[point] !== undefined,
  }
}

/** Handle time is held against its band, everything else against its target. */
export const targetOf = (
  { standard }: Pick<ScoredStandard, 'standard'>,
  scheme: Scheme,
): StandardView['target'] =>
  standard.measure === 'handleTimeInBand'
    ? { kind: 'band', from: scheme.handleTimeBand.from, to: scheme.handleTimeBand.to }
    : { kind: 'atLeast', value: standard.target }
