import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '../../../shared/views.ts'
import { isHollow } from '../../store/freshness.ts'
import { personalFreshness } from '../../store/personalStore.ts'
import { useAgent } from '../../store/useAgent.ts'
import { NotOpen } from '../lead/NotOpen.tsx'
import styles from './Agent.module.css'
import { Choices } from './Choices.tsx'
import { ExplanationPage } from './ExplanationPage.tsx'
import { Head } from './Head.tsx'
import { Kudos } from './Kudos.tsx'
import { Standards } from './Standards.tsx'
import { Strip } from './Strip.tsx'

interface AgentProps {
  readonly language: Language | null
  readonly strip: boolean
}

/** What the page shows: the glance, the strip, or why there is neither. */
export function Agent({ language, strip }: AgentProps) {
  const phase = useAgent((state) => state.phase)
  const hollow = useAgent((state) => isHollow(personalFreshness(state)))
  const [explaining, setExplaining] = useState(false)
  useLanguageOfPage(language)
  if (phase !== 'open') {
    return <NotOpen phase={phase === 'locked' ? 'connecting' : phase} device="agent" />
  }
  if (strip) return <Strip hollow={hollow} />
  if (explaining) return <ExplanationPage back={() => setExplaining(false)} />
  return (
    <main className={styles.page} data-hollow={hollow}>
      <Head />
      <Standards explain={() => setExplaining(true)} />
      <Kudos />
      <Choices />
    </main>
  )
}

function useLanguageOfPage(language: Language | null): void {
  const { t, i18n } = useTranslation('personal')
  const chosen = useAgent((state) => state.language)
  const spoken = language ?? chosen
  const name = useAgent(({ view }) => view?.me.name[spoken ?? 'zh-CN'] ?? '')
  useEffect(() => {
    if (spoken !== null) void i18n.changeLanguage(spoken)
  }, [i18n, spoken])
  useEffect(() => {
    document.documentElement.lang = i18n.language
    document.title = t('agent.title', { name })
  }, [i18n.language, name, t])
}
