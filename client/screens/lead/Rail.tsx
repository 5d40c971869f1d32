import { useTranslation } from 'react-i18next'
import { waitText } from '../../../shared/format.ts'
import { elapsed } from '../../../shared/time.ts'
import { figureOf, type HeroId } from '../../i18n/heroWords.ts'
import { timeOfDay } from '../../i18n/timeOfDay.ts'
import { useLanguage, useText } from '../../i18n/useLanguage.ts'
import { Digits } from '../../parts/Digits.tsx'
import { Diamond } from '../../parts/Shapes.tsx'
import { isHollow } from '../../store/freshness.ts'
import { personalFreshness } from '../../store/personalStore.ts'
import { useLead, useLeadDesk, useLeadPage, useLeadView } from '../../store/useLead.ts'
import { AlarmCard } from './AlarmCard.tsx'
import { isUrgent, queueOf } from './leadAlarms.ts'
import styles from './Rail.module.css'
import { RailQueues } from './RailQueues.tsx'

/** The operation beside the people: how fresh, what time, three figures, what is wrong, who waits. */
export function Rail() {
  const { t } = useTranslation('personal')
  return (
    <aside className={styles.rail} aria-label={t('rail.label')}>
      <div className={styles.scroll}>
        <Top />
        <Metrics />
        <Alarms />
        <RailQueues />
        <DarkScreens />
      </div>
      <Navigation />
    </aside>
  )
}

function Top() {
  const { t } = useTranslation('personal')
  const team = useText(useLeadView(({ team }) => team.name, null))
  const count = useLeadView(({ team }) => team.size, 0)
  const time = useLead(({ now, view }) =>
    now === null || view === null ? '' : timeOfDay(now, view.site.timezone),
  )
  return (
    <header className={styles.top}>
      <span className={styles.team}>{t('rail.team', { team, count })}</span>
      <Fresh />
      <b>{time}</b>
      <LockButton />
    </header>
  )
}

function Fresh() {
  const { t } = useTranslation('personal')
  const freshness = useLead(personalFreshness)
  const stopped = useLead(({ lastTickAt, heard, view, link }) => {
    const at = link.state === 'stale' ? lastTickAt : (heard ?? lastTickAt)
    return at === null || view === null ? '—' : timeOfDay(at, view.site.timezone)
  })
  const attention = isHollow(freshness)
  return (
    <span
      className={styles.fresh}
      data-look={attention ? 'attention' : freshness}
      aria-live="polite"
    >
      {attention ? <Diamond /> : <i />}
      {t(`fresh.${freshness}`, { time: stopped })}
    </span>
  )
}

function LockButton() {
  const { t } = useTranslation('personal')
  const desk = useLeadDesk()
  return (
    <button
      type="button"
      className={styles.lock}
      aria-label={t('lock.lock')}
      onClick={() => desk.connection()?.lock()}
    >
      <svg width="20" height="22" viewBox="0 0 20 22" aria-hidden="true">
        <path d="M3 9h14v11H3zM6 9V6a4 4 0 0 1 8 0v3" />
      </svg>
    </button>
  )
}

const heroes: readonly HeroId[] = ['connectionRate', 'asa', 'aht']

function Metrics() {
  const { t } = useTranslation('personal')
  const { t: common } = useTranslation()
  const metrics = useLeadView(({ metrics }) => metrics, {})
  const lost = useLead((state) => personalFreshness(state) === 'lost')
  return (
    <dl className={styles.metrics}>
      {heroes.map((id) => {
        const { digits, unit } = figureOf(id, lost ? undefined : metrics[id])
        return (
          <div key={id} data-warning={(metrics[id]?.warning ?? null) !== null}>
            <dt>{t(`rail.${id}`)}</dt>
            <dd>
              <Digits text={digits} />
              {unit === null ? null : <small>{common(`hero.${unit}`)}</small>}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

/** Nothing that is not current may call for a hand: stale data hides alarms. */
function Alarms() {
  const alarms = useLeadView(({ alarms }) => alarms, [])
  const hollow = useLead((state) => isHollow(personalFreshness(state)))
  if (hollow) return null
  const urgent = alarms.filter(isUrgent).sort((a, b) => a.since - b.since)
  return urgent.map((alarm) => <AlarmOf key={alarm.id} id={alarm.id} />)
}

function AlarmOf({ id }: { readonly id: string }) {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  const alarm = useLeadView(({ alarms }) => alarms.find((own) => own.id === id) ?? null, null)
  const queue = useLeadView((view) => queueOf(view, alarm), null)
  const longest = useLead(({ now }) => {
    if (now === null || queue?.longestSince == null) return null
    const text = waitText(elapsed(queue.longestSince, now))
    return text.kind === 'minutes' ? text.text : `${text.hours}:${text.minutes}`
  })
  if (alarm === null) return null
  const title = queue === null ? t('rail.site') : queue.name[language]
  return <AlarmCard alarm={alarm} title={title} queue={queue} longest={longest} />
}

function DarkScreens() {
  const { t } = useTranslation('personal')
  const dark = useLeadView(({ darkScreens }) => darkScreens, [])
  return dark.map((screen) => (
    <p key={screen} className={styles.dark}>
      <Diamond />
      {t('rail.dark', { screen })}
    </p>
  ))
}

const pages = ['home', 'people', 'publication'] as const

function Navigation() {
  const { t } = useTranslation('personal')
  const { page, go } = useLeadPage()
  const current = page.type === 'give' ? page.from : page.type
  return (
    <nav className={styles.nav} aria-label={t('nav.label')}>
      {pages.map((type) => (
        <button
          key={type}
          type="button"
          aria-current={type === current ? 'page' : undefined}
          onClick={() => go({ type })}
        >
          {t(`nav.${type}`)}
        </button>
      ))}
    </nav>
  )
}
