import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { elapsed, MINUTE } from '../../shared/time.ts'
import { dayOf, timeOfDay } from '../i18n/timeOfDay.ts'
import { useText } from '../i18n/useLanguage.ts'
import { freshnessOf, standsSince } from '../store/freshness.ts'
import { useWall } from '../store/useWall.ts'
import type { WallState } from '../store/wallStore.ts'
import { Diamond } from './Shapes.tsx'
import styles from './WallHeader.module.css'

/** Where, which shift, how fresh, what time. */
export function WallHeader() {
  const site = useText(useWall((state) => state.view?.site.name ?? null))
  return (
    <header className={styles.header}>
      <h1 className={styles.site}>{site}</h1>
      <Window />
      <span className={styles.space} />
      <Freshness />
      <Clock />
    </header>
  )
}

/** `中班 · 近 30 分钟`; in a replay the day that is played. */
function Window() {
  const { t } = useTranslation()
  const minutes = useWall((state) => state.view?.windowMinutes ?? null)
  const shift = useText(useWall((state) => state.view?.shift ?? null))
  const day = useWall(({ view, now }) =>
    view?.replay && now !== null ? dayOf(now, view.site.timezone) : '',
  )
  if (minutes === null) return null
  const parts = [day === '' ? shift : day, t('header.window', { minutes })]
  return <span className={styles.window}>{parts.filter((part) => part !== '').join(' · ')}</span>
}

type Look = 'live' | 'slow' | 'attention'

function Freshness() {
  const { t } = useTranslation()
  const look = useWall<Look>((state) => {
    const freshness = freshnessOf(state)
    if (freshness === 'stale' || freshness === 'lost') return 'attention'
    return freshness === 'slow' ? 'slow' : 'live'
  })
  const words = useWall((state) => freshnessWords(t, state))
  return (
    <span className={styles.fresh} data-look={look}>
      {look === 'attention' ? <Diamond /> : <i className={styles.dot} />}
      {words}
    </span>
  )
}

function freshnessWords(t: TFunction, state: WallState): string {
  const { view, now, evenNow, heard } = state
  if (view === null) return t('header.connecting')
  const since = standsSince(state)
  const timezone = view.site.timezone
  switch (freshnessOf(state)) {
    case 'lost':
      return t('header.lost', {
        minutes: since === null || now === null ? 5 : Math.floor(elapsed(since, now) / MINUTE),
      })
    case 'stale': {
      const time = since === null ? '—' : timeOfDay(since, timezone)
      return t('header.stale', { time })
    }
    case 'slow':
      return heard === null || evenNow === null
        ? t('header.slowNoAge')
        : t('header.slow', { age: Math.floor(elapsed(heard, evenNow) / 1000) })
    case 'noData':
      return t('header.noData')
    default:
      return liveWords(t, state)
  }
}

function liveWords(t: TFunction, { view, heard, evenNow }: WallState): string {
  const replay = view?.replay ?? null
  if (replay?.ended) return t('header.replayEnded')
  if (replay?.speed === 'max') return t('header.replayMax')
  if (replay)
    return replay.speed === 1
      ? t('header.replay')
      : t('header.replaySpeed', { speed: replay.speed })
  if (heard === null || evenNow === null) return t('header.live')
  return t('header.liveAge', { age: Math.floor(elapsed(heard, evenNow) / 1000) })
}

/** The site's clock: the server's time in the site's zone, or the recording's. */
function Clock() {
  const time = useWall(({ view, now }) =>
    now === null || view === null ? '' : timeOfDay(now, view.site.timezone),
  )
  return <span className={styles.clock}>{time}</span>
}
