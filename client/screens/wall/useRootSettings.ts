import type { i18n } from 'i18next'
import { useEffect } from 'react'
import { hourOf } from '../../i18n/timeOfDay.ts'
import { useReducedMotion } from '../../store/useReducedMotion.ts'
import { useWall } from '../../store/useWall.ts'

/** Hours of the site's day in which an `auto` theme is light. */
const DAY_FROM = 7
const DAY_TO = 18

/** Language, theme and motion on the root element, from the settings and the clock. */
export function useRootSettings(words: i18n): void {
  const language = useWall(
    (state) => state.settings?.language ?? (words.language === 'en' ? 'en' : 'zh-CN'),
  )
  const theme = useTheme()
  const motion = useReducedMotion() ? 'reduced' : 'full'
  const site = useWall((state) => state.view?.site.name[language] ?? '')
  useEffect(() => {
    const root = document.documentElement
    root.lang = language
    root.dataset['theme'] = theme
    root.dataset['motion'] = motion
    void words.changeLanguage(language)
  }, [words, language, theme, motion])
  useEffect(() => {
    document.title = words.t('title', { site })
  }, [words, site, language])
}

function useTheme(): 'night' | 'day' {
  return useWall(({ settings, now, view }) => {
    const chosen = settings?.theme ?? 'night'
    if (chosen !== 'auto') return chosen
    if (now === null || view === null) return 'night'
    const hour = hourOf(now, view.site.timezone)
    return hour >= DAY_FROM && hour < DAY_TO ? 'day' : 'night'
  })
}
