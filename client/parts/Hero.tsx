import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import type { MetricView } from '../../shared/views.ts'
import {
  figureOf,
  isInside,
  targetWords,
  warningWords,
  type Figure,
  type HeroId,
} from '../i18n/heroWords.ts'
import { useWall } from '../store/useWall.ts'
import { Digits } from './Digits.tsx'
import { fitText, textWidth } from './fitText.ts'
import { px, type Geometry } from './geometry.ts'
import styles from './Hero.module.css'
import { Diamond } from './Shapes.tsx'
import { useHeld } from './useHeld.ts'
import { ZoneNeedle } from './ZoneNeedle.tsx'

interface HeroProps {
  readonly id: HeroId
  readonly sizes: Geometry['heroes']
  readonly place: 0 | 1 | 2
  /** No data may be shown for longer than it is worth: a dash in place of the digits. */
  readonly blank: boolean
  /** Figures are not current: nothing is called to attention. */
  readonly hollow: boolean
}

/** One of the three figures that are read across the floor. */
export function Hero({ id, sizes, place, blank, hollow }: HeroProps) {
  const { t } = useTranslation()
  const measured = useWall((state) => state.view?.metrics[id])
  const metric = hollow && measured ? { ...measured, warning: null } : measured
  const warning = metric?.warning ?? null
  return (
    <section
      className={styles.hero}
      data-tone={metric?.provisional ? 'provisional' : undefined}
      data-warning={warning !== null}
    >
      <h3 className={styles.label}>
        {warning === null ? null : <Diamond />}
        {t(`hero.${id}`)}
      </h3>
      <HeroValue
        figure={figureOf(id, blank ? undefined : metric)}
        width={sizes.columns[place] - 40}
        sizes={sizes}
      />
      <div className={styles.track}>
        {metric?.target && metric.scale ? (
          <ZoneNeedle
            value={blank ? null : metric.value}
            target={metric.target}
            scale={metric.scale}
            width={sizes.tracks[place]}
            tone={toneOf(metric)}
          />
        ) : null}
      </div>
      <p className={styles.target}>{metric ? captionOf(t, metric) : ''}</p>
    </section>
  )
}

function toneOf(metric: MetricView): 'inside' | 'outside' | 'warning' {
  if (metric.warning !== null) return 'warning'
  return isInside(metric) === false ? 'outside' : 'inside'
}

function captionOf(
  t: TFunction,
  { value, unit, n, provisional, target, warning }: MetricView,
): string {
  if (value !== null && provisional) return t('hero.smallSample', { count: n })
  if (target === null) return ''
  return value !== null && warning !== null
    ? warningWords(t, unit, value, target, warning)
    : targetWords(t, unit, target)
}

/** Digits stand closer than their advance widths say (-0.022 em each). */
const TRACKING = 0.96

function HeroValue({
  figure,
  width,
  sizes,
}: {
  figure: Figure
  width: number
  sizes: Geometry['heroes']
}) {
  const { t } = useTranslation()
  const digits = useHeld(figure.digits)
  const unit = figure.unit === null ? '' : t(`hero.${figure.unit}`)
  const isWord = unit.charCodeAt(0) > 0x2e80
  const unitWidth = unit === '' ? 0 : textWidth(unit) * (isWord ? sizes.wordUnit : sizes.unit) + 10
  const size = fitText(digits, (width - unitWidth) / TRACKING, sizes.value, 60)
  return (
    <p className={styles.value} style={size === sizes.value ? undefined : { fontSize: px(size) }}>
      <Digits text={digits} />
      {unit === '' ? null : <span className={isWord ? styles.wordUnit : styles.unit}>{unit}</span>}
    </p>
  )
}
