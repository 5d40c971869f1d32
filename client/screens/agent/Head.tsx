import { Trans, useTranslation } from 'react-i18next'
import type { AgentView, NextStep } from '../../../shared/agentView.ts'
import { nearestGap, standingWords, stepLeadsTo, stepUnit } from '../../i18n/agentWords.ts'
import { timeOfDay } from '../../i18n/timeOfDay.ts'
import { useText } from '../../i18n/useLanguage.ts'
import { Digits } from '../../parts/Digits.tsx'
import { Diamond, Triangle } from '../../parts/Shapes.tsx'
import { Star } from '../../parts/Star.tsx'
import { isHollow } from '../../store/freshness.ts'
import { personalFreshness } from '../../store/personalStore.ts'
import { useAgent } from '../../store/useAgent.ts'
import styles from './Head.module.css'

const noPoints = [0, 0, 0, 0, 0] as const

/** Who, which place, the star, and the one next step. */
export function Head() {
  const { t } = useTranslation('personal')
  const name = useText(useAgent(({ view }) => view?.me.name ?? null))
  const team = useText(useAgent(({ view }) => view?.me.team ?? null))
  const points = useAgent(({ view }) => view?.points ?? noPoints)
  const lit = points.filter((progress) => progress >= 1).length
  return (
    <header className={styles.head}>
      <p className={styles.who}>
        <b>{name}</b>
        <span>{team}</span>
        <Fresh />
      </p>
      <div className={styles.middle}>
        <Standing />
        <Star points={points} size={140} tone="ink" />
        <p className="unseen">{t('agent.starText', { lit })}</p>
      </div>
      <Next />
      <Pressed />
    </header>
  )
}

function Fresh() {
  const { t } = useTranslation('personal')
  const freshness = useAgent(personalFreshness)
  const time = useAgent(({ lastTickAt, view }) =>
    lastTickAt === null || view === null ? '—' : timeOfDay(lastTickAt, view.site.timezone),
  )
  const attention = isHollow(freshness)
  return (
    <span
      className={styles.fresh}
      data-look={attention ? 'attention' : freshness}
      aria-live="polite"
    >
      {attention ? <Diamond /> : <i />}
      {t(`fresh.${freshness}`, { time })}
    </span>
  )
}

/** The place, or for newcomers and those who hide it the star alone. Never a fall, never a red mark. */
function Standing() {
  const { t } = useTranslation('personal')
  const view = useAgent(({ view }) => view)
  if (view === null) return null
  const lit = view.points.filter((progress) => progress >= 1).length
  if (view.rank === null) return <NoRank view={view} lit={lit} />
  const { place, of, risenSinceYesterday: risen } = view.rank
  return (
    <div>
      <p className={styles.label}>{t('agent.inTeam')}</p>
      <p className={styles.place}>
        <small>{t('agent.place')}</small>
        <Digits text={String(place)} />
        <small>{t('agent.of', { of })}</small>
      </p>
      {risen !== null && risen > 0 ? (
        <p className={styles.risen}>{t('agent.risen', { count: risen })}</p>
      ) : (
        <p className={styles.label}>{t('agent.steady')}</p>
      )}
    </div>
  )
}

function NoRank({ view, lit }: { readonly view: AgentView; readonly lit: number }) {
  const { t } = useTranslation('personal')
  const newcomer = view.newcomerDay !== null
  return (
    <div>
      <p className={styles.label}>
        {newcomer ? t('agent.newcomer', { day: view.newcomerDay ?? 0 }) : t('agent.litTitle')}
      </p>
      <p className={styles.place}>
        <Digits text={String(lit)} />
        <small>/ 5</small>
      </p>
      <p className={styles.label}>
        {newcomer
          ? t('agent.newcomerSub')
          : view.rankHidden
            ? t('agent.rankHidden')
            : t('agent.lit', { count: lit })}
      </p>
    </div>
  )
}

/** One sentence: the smallest change within reach, or the point that is nearest. */
function Next() {
  const { t } = useTranslation('personal')
  const view = useAgent(({ view }) => view)
  if (view === null) return null
  if (view.nextStep !== null) {
    return (
      <p className={styles.next}>
        <NextWords step={view.nextStep} />
      </p>
    )
  }
  const gap = nearestGap(view)
  const words =
    gap === null
      ? view.points.every((progress) => progress >= 1)
        ? t('agent.allLit')
        : ''
      : t('agent.gap', { point: t(`point.${gap.point}`), gap: standingWords(t, gap) })
  return words === '' ? null : <p className={styles.next}>{words}</p>
}

function NextWords({ step }: { readonly step: NextStep }) {
  const { t } = useTranslation('personal')
  const values = { count: step.count, unit: stepUnit(t, step) }
  return (
    <>
      <Trans t={t} i18nKey="agent.next" values={values} components={{ b: <b /> }} />
      {stepLeadsTo(t, step)}
    </>
  )
}

function Pressed() {
  const { t } = useTranslation('personal')
  const language = useTranslation().i18n.language === 'en' ? 'en' : 'zh-CN'
  const pressed = useAgent(({ view }) => view?.pressed ?? none)
  const hollow = useAgent((state) => isHollow(personalFreshness(state)))
  if (hollow) return null
  return pressed.map(({ name, waiting }) => (
    <p key={name.en} className={styles.pressed}>
      <Triangle />
      {t('agent.pressed', { name: name[language], count: waiting })}
    </p>
  ))
}

const none: AgentView['pressed'] = []
