import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { waitText } from '../../../../shared/format.ts'
import type { AlarmView, QueueView } from '../../../../shared/views.ts'
import { figureOf, type HeroId } from '../../../i18n/heroWords.ts'
import { timeOfDay } from '../../../i18n/timeOfDay.ts'
import { useText } from '../../../i18n/useLanguage.ts'
import { urgentQueues } from '../../../parts/alarmsOfWall.ts'
import { createQueueChooser } from '../../../parts/chooseQueues.ts'
import { Digits } from '../../../parts/Digits.tsx'
import { fitText, textWidth } from '../../../parts/fitText.ts'
import { FLOOR, px } from '../../../parts/geometry.ts'
import { Diamond, Triangle } from '../../../parts/Shapes.tsx'
import { useHeld } from '../../../parts/useHeld.ts'
import { freshnessOf, isHollow } from '../../../store/freshness.ts'
import { useWall } from '../../../store/useWall.ts'
import styles from './CompactOperations.module.css'

const heroes = ['connectionRate', 'asa', 'aht'] as const
const NO_QUEUES: readonly QueueView[] = []
const NO_ALARMS: readonly AlarmView[] = []

/** The floor beside a page of paper: every figure and every queue, smaller, never away. */
export function CompactOperations() {
  const hollow = useWall((state) => isHollow(freshnessOf(state)))
  const blank = useWall((state) => freshnessOf(state) === 'lost')
  const queues = useWall((state) => state.view?.queues ?? NO_QUEUES)
  const alarms = useWall((state) => (hollow ? NO_ALARMS : (state.view?.alarms ?? NO_ALARMS)))
  const [choose] = useState(createQueueChooser)
  const urgent = urgentQueues(alarms)
  return (
    <section className={styles.operations} data-hollow={hollow}>
      <Head />
      {heroes.map((id) => (
        <Figure key={id} id={id} blank={blank} hollow={hollow} />
      ))}
      <ul className={styles.queues}>
        {choose(queues, alarms).map((queue) => (
          <Queue
            key={queue.id}
            queue={queue}
            blank={blank}
            urgent={urgent.includes(queue.id)}
            rows={queues.length}
          />
        ))}
      </ul>
    </section>
  )
}

/** Room for the name of the site, beside the freshness and the clock. */
const SITE_ROOM = 240

function Head() {
  const site = useText(useWall((state) => state.view?.site.name ?? null))
  const time = useWall(({ now, view }) =>
    now === null || view === null ? '' : timeOfDay(now, view.site.timezone),
  )
  const tight = textWidth(site) * 30 > SITE_ROOM
  return (
    <div className={styles.head}>
      <span className={styles.site} data-tight={tight}>
        {site}
      </span>
      <Freshness />
      <Digits className={styles.clock} text={time} />
    </div>
  )
}

function Freshness() {
  const { t } = useTranslation()
  const look = useWall((state) => {
    const freshness = freshnessOf(state)
    if (isHollow(freshness)) return 'attention'
    return freshness === 'slow' ? 'slow' : 'live'
  })
  const stopped = useWall(({ view, heard, lastTickAt }) => {
    const at = heard ?? lastTickAt
    return view === null || at === null ? '—' : timeOfDay(at, view.site.timezone)
  })
  const words = {
    live: t('header.live'),
    slow: t('header.slowNoAge'),
    attention: t('queues.stoppedAt', { time: stopped }),
  }
  return (
    <span className={styles.fresh} data-look={look}>
      {look === 'attention' ? <Diamond /> : <i />}
      {words[look]}
    </span>
  )
}

interface FigureProps {
  readonly id: HeroId
  readonly blank: boolean
  readonly hollow: boolean
}

function Figure({ id, blank, hollow }: FigureProps) {
  const { t } = useTranslation()
  const metric = useWall((state) => state.view?.metrics[id])
  const figure = figureOf(id, blank ? undefined : metric)
  const digits = useHeld(figure.digits)
  const unit = figure.unit === null ? '' : t(`hero.${figure.unit}`)
  return (
    <p className={styles.figure} data-warning={!hollow && (metric?.warning ?? null) !== null}>
      <span className={styles.label}>
        {!hollow && metric?.warning ? <Diamond /> : null}
        {t(`hero.${id}`)}
      </span>
      <span className={styles.value}>
        <Digits text={digits} />
        {unit === '' ? null : <small data-word={unit.charCodeAt(0) > 0x2e80}>{unit}</small>}
      </span>
    </p>
  )
}

interface QueueProps {
  readonly queue: QueueView
  readonly blank: boolean
  readonly urgent: boolean
  readonly rows: number
}

/** Five rows at their full height; six share the room. */
const ROOM = 452

function Queue({ queue, blank, urgent, rows }: QueueProps) {
  const { t } = useTranslation()
  const name = useText(queue.name)
  const waiting = useHeld(blank ? '—' : String(queue.waiting))
  const { longestSince, amberAfter } = queue
  const longest = useWall(({ evenNow }) => {
    if (blank) return '—'
    if (longestSince === null || evenNow === null) return '–'
    const wait = waitText(evenNow - longestSince)
    return wait.kind === 'minutes'
      ? wait.text
      : t('queues.hours', { hours: wait.hours, minutes: wait.minutes })
  })
  const late = useWall(
    ({ evenNow }) =>
      longestSince !== null && evenNow !== null && evenNow - longestSince >= amberAfter * 1000,
  )
  return (
    <li
      className={styles.queue}
      data-idle={queue.waiting === 0}
      data-urgent={urgent}
      data-late={late}
      data-hollow={queue.staleSince !== null}
      style={{ height: px(Math.min(86, Math.floor(ROOM / Math.min(rows, 6)))) }}
    >
      <span style={{ fontSize: px(fitText(name, urgent ? 214 : 258, 40, FLOOR)) }}>
        {urgent ? <Triangle /> : null}
        {name}
      </span>
      <span className="unseen">{t('queues.waiting')} </span>
      <Digits className={styles.count} text={waiting} />
      <Digits className={styles.longest} text={longest} />
    </li>
  )
}
