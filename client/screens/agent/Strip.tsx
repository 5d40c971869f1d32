import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgentView } from '../../../shared/agentView.ts'
import { nearestGap, shortStepLeadsTo, standingWords, stepUnit } from '../../i18n/agentWords.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { timeOfDay } from '../../i18n/timeOfDay.ts'
import { Digits } from '../../parts/Digits.tsx'
import { Diamond } from '../../parts/Shapes.tsx'
import { Star } from '../../parts/Star.tsx'
import { unseenThanks } from '../../store/agentSeen.ts'
import { personalFreshness } from '../../store/personalStore.ts'
import { useAgent } from '../../store/useAgent.ts'
import styles from './Strip.module.css'

/** 480 × 112, always on top: star, place, next step, new thanks. No sound and no motion. */
export function Strip({ hollow }: { readonly hollow: boolean }) {
  const { t } = useTranslation('personal')
  const view = useAgent(({ view }) => view)
  if (view === null) return null
  const lit = view.points.filter((progress) => progress >= 1).length
  const pressed = hollow ? undefined : view.pressed[0]
  return (
    <main className={styles.strip} data-hollow={hollow} data-pressed={pressed !== undefined}>
      <Star points={view.points} size={76} tone="ink" />
      <p className="unseen">{t('agent.starText', { lit })}</p>
      <Place view={view} lit={lit} />
      {pressed === undefined ? null : <PressedWords pressed={pressed} />}
      {hollow ? <Stopped /> : null}
      {pressed === undefined && !hollow ? <Step view={view} /> : null}
      <NewThanks thanks={view.thanks} />
    </main>
  )
}

interface PlaceProps {
  readonly view: AgentView
  readonly lit: number
}

function Place({ view, lit }: PlaceProps) {
  const { t } = useTranslation('personal')
  const { rank } = view
  if (rank === null) {
    return (
      <div className={styles.place}>
        <p>
          <Digits text={String(lit)} />
          <small>/ 5</small>
        </p>
      </div>
    )
  }
  const risen = rank.risenSinceYesterday ?? 0
  return (
    <div className={styles.place}>
      <p>
        <small>{t('agent.place')}</small>
        <Digits text={String(rank.place)} />
        <small>{t('agent.of', { of: rank.of })}</small>
      </p>
      {risen > 0 ? <span>{t('agent.risenShort', { count: risen })}</span> : null}
    </div>
  )
}

function Step({ view }: { readonly view: AgentView }) {
  const { t } = useTranslation('personal')
  const { nextStep: step } = view
  if (step !== null) {
    const values = { count: step.count, unit: stepUnit(t, step) }
    return (
      <div className={styles.step}>
        <b>{t('agent.nextShort', values)}</b>
        <span>{shortStepLeadsTo(t, step)}</span>
      </div>
    )
  }
  const gap = nearestGap(view)
  if (gap === null) return <div className={styles.step} />
  return (
    <div className={styles.step}>
      <b>{t(`point.${gap.point}`)}</b>
      <span>{standingWords(t, gap)}</span>
    </div>
  )
}

/** What stands here is not current, since when. */
function Stopped() {
  const { t } = useTranslation('personal')
  const freshness = useAgent(personalFreshness)
  const time = useAgent(({ lastTickAt, view }) =>
    lastTickAt === null || view === null ? '—' : timeOfDay(lastTickAt, view.site.timezone),
  )
  return (
    <div className={styles.step} aria-live="polite">
      <b className={styles.stopped}>
        <Diamond /> {t(`fresh.${freshness}`, { time })}
      </b>
    </div>
  )
}

function PressedWords({ pressed }: { readonly pressed: AgentView['pressed'][number] }) {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  return (
    <div className={styles.step} aria-live="polite">
      <b>{t('agent.pressed', { name: pressed.name[language], count: pressed.waiting })}</b>
    </div>
  )
}

/** How many thanks are new since the page was last open on this device; they stay until it is. */
function NewThanks({ thanks }: { readonly thanks: AgentView['thanks'] }) {
  const { t } = useTranslation('personal')
  const [storage] = useState(() => localStorage)
  const count = unseenThanks(thanks, storage)
  if (count === 0) return null
  return (
    <a className={styles.thanks} href="/me" target="_blank" rel="noreferrer">
      <b>{count}</b>
      <span>{t('agent.newKudos')}</span>
    </a>
  )
}
