import '@fontsource-variable/noto-serif-sc/wght.css'
import 'lxgw-wenkai-webfont/lxgwwenkai-regular.css'
import type { i18n } from 'i18next'
import { useEffect, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { AgentView } from '../../../shared/agentView.ts'
import type { Language } from '../../../shared/views.ts'
import { startWords } from '../../i18n/index.ts'
import { readAddress } from '../../net/address.ts'
import { connectAgent, type AgentConnection } from '../../net/agentConnection.ts'
import { takeToken } from '../../net/deviceToken.ts'
import { createPersonalStore } from '../../store/personalStore.ts'
import { AgentContext, type AgentDesk } from '../../store/useAgent.ts'
import { Agent } from './Agent.tsx'

const BEAT = 500

interface Parts {
  readonly desk: AgentDesk
  readonly words: i18n
  readonly language: Language | null
  /** The strip that stays on top of the desktop, instead of the page. */
  readonly strip: boolean
  readonly connect: () => () => void
}

function prepare(): Parts {
  const { overrides } = readAddress('', location.search)
  const language = overrides.language ?? null
  const token = takeToken('agent', location, localStorage, (address) =>
    history.replaceState(null, '', address),
  )
  const board = createPersonalStore<AgentView>()
  let connection: AgentConnection | null = null
  return {
    desk: { board, connection: () => connection },
    words: startWords(language ?? (navigator.language.startsWith('en') ? 'en' : 'zh-CN')),
    language,
    strip: new URLSearchParams(location.search).has('strip'),
    connect: () => {
      const connected = connectAgent(token, board)
      connection = connected
      const timer = setInterval(() => board.getState().beat(performance.now()), BEAT)
      return () => {
        clearInterval(timer)
        connected.end()
        connection = null
      }
    },
  }
}

/** An agent's own glance, on the phone or as a strip. */
export function AgentScreen() {
  const [{ desk, words, language, strip, connect }] = useState(prepare)
  useEffect(() => connect(), [connect])
  return (
    <I18nextProvider i18n={words}>
      <AgentContext value={desk}>
        <Agent language={language} strip={strip} />
      </AgentContext>
    </I18nextProvider>
  )
}
