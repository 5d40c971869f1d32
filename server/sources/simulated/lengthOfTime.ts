import { randomExponential, randomLogNormal } from 'd3'
import type { Uniform } from './uniform.ts'

/** How long something takes. Milliseconds; `spread` is the standard deviation as a share of the mean. */
export type LengthOfTime =
  | { readonly kind: 'never' }
  | { readonly kind: 'fixed'; readonly value: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  | { readonly kind: 'logNormal'; readonly mean: number; readonly spread: number }

/** Draws whole milliseconds, or Infinity for what never ends. */
export function drawing(length: LengthOfTime, uniform: Uniform): () => number {
  switch (length.kind) {
    case 'never':
      return () => Number.POSITIVE_INFINITY
    case 'fixed':
      return () => Math.round(length.value)
    case 'exponential': {
      const draw = randomExponential.source(uniform)(1 / length.mean)
      return () => Math.round(draw())
    }
    case 'logNormal': {
      const variance = Math.log1p(length.spread ** 2)
      const middle = Math.log(length.mean) - variance / 2
      const draw = randomLogNormal.source(uniform)(middle, Math.sqrt(variance))
      return () => Math.round(draw())
    }
    default:
      return length satisfies never
  }
}
