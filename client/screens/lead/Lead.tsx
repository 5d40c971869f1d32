import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../shared/views.ts'
import { isHollow } from '../../store/freshness.ts'
import { personalFreshness } from '../../store/personalStore.ts'
import { useLead, useLeadPage } from '../../store/useLead.ts'
import { Give } from './Give.tsx'
import { Home } from './Home.tsx'
import styles from './Lead.module.css'
import { LockScreen } from './LockScreen.tsx'
import { NotOpen } from './NotOpen.tsx'
import { People } from './People.tsx'
import { Publication } from './Publication.tsx'
import { Rail } from './Rail.tsx'
import { Toasts } from './Toasts.tsx'
import { useAutoLock } from './useAutoLock.ts'

/** What the tablet shows: the board, the lock, or why there is none. */
export function Lead({ language }: { readonly language: Language | null }) {
  const phase = useLead((state) => state.phase)
  useLanguageOfTablet(language)
  useAutoLock(phase === 'open')
  if (phase === 'locked') return <LockScreen />
  if (phase !== 'open') return <NotOpen phase={phase} device="lead" />
  return <Board />
}

function Board() {
  const hollow = useLead((state) => isHollow(personalFreshness(state)))
  const { page } = useLeadPage()
  return (
    <div className={styles.tablet} data-hollow={hollow}>
      <Rail />
      <main className={styles.main} data-page={page.type}>
        {page.type === 'home' ? <Home /> : null}
        {page.type === 'people' ? <People /> : null}
        {page.type === 'publication' ? <Publication /> : null}
        {page.type === 'give' ? <Give key={page.person + page.moment} page={page} /> : null}
      </main>
      <Toasts />
    </div>
  )
}

/** Language of the address, else of the pairing; told to the page for screen readers and line breaks. */
function useLanguageOfTablet(language: Language | null): void {
  const { t, i18n } = useTranslation('personal')
  const paired = useLead((state) => state.language)
  const spoken = language ?? paired
  useEffect(() => {
    if (spoken !== null) void i18n.changeLanguage(spoken)
  }, [i18n, spoken])
  useEffect(() => {
    document.documentElement.lang = i18n.language
    document.title = t('nav.people')
  }, [i18n.language, t])
}
