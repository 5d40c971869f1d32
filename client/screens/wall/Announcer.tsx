import type { TFunction } from 'i18next'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language, WallView } from '../../../shared/views.ts'
import { reasonWords } from '../../i18n/alarmWords.ts'
import { figureOf } from '../../i18n/heroWords.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import { urgentQueues } from '../../parts/alarmsOfWall.ts'
import { freshnessOf, isHollow } from '../../store/freshness.ts'
import { useWall, useWallStore } from '../../store/useWall.ts'

const EVERY = 60_000
const heroes = ['connectionRate', 'asa', 'aht'] as const

/** Says the wall aloud for those who listen to it: once a minute, and when an urgent alarm begins or ends. */
export function Announcer() {
  const { t } = useTranslation()
  const language = useLanguage()
  const store = useWallStore()
  const [words, say] = useState('')
  const urgent = useWall((state) => urgentQueues(state.view?.alarms ?? []).join(' '))
  useEffect(() => {
    // A change of `urgent` is a reason to speak at once.
    void urgent
    const speak = (): void => {
      const state = store.getState()
      if (state.view !== null && !isHollow(freshnessOf(state)))
        say(summary(t, state.view, language))
    }
    speak()
    const timer = setInterval(speak, EVERY)
    return () => clearInterval(timer)
  }, [t, store, language, urgent])
  return (
    <p className="unseen" aria-live="polite">
      {words}
    </p>
  )
}

function summary(t: TFunction, view: WallView, language: Language): string {
  const alarms = view.alarms
    .filter(
      ({ level, state, shelvedUntil }) =>
        level === 'P1' && state === 'active' && shelvedUntil === null,
    )
    .map(({ queue, reason }) => {
      const name = view.queues.find(({ id }) => id === queue)?.name[language] ?? ''
      return `${t('alarm.urgent')} ${name} ${reasonWords(t, reason)}`
    })
  const figures = heroes.map((id) => {
    const { digits, unit } = figureOf(id, view.metrics[id])
    const value = unit === null ? digits : `${digits} ${t(`hero.${unit}`)}`
    return t('summary.figure', { label: t(`hero.${id}`), value })
  })
  const queues = view.queues.map(({ name, waiting }) =>
    t('summary.queue', { name: name[language], count: waiting }),
  )
  return [...alarms, ...figures, ...queues].join(t('summary.join')) + t('summary.end')
}
