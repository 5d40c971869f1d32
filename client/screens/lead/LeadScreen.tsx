import '@fontsource-variable/noto-serif-sc/wght.css'
import 'lxgw-wenkai-webfont/lxgwwenkai-regular.css'
import type { i18n } from 'i18next'
import { useEffect, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import type { LeadView } from '../../../shared/leadView.ts'
import { startWords } from '../../i18n/index.ts'
import { readAddress } from '../../net/address.ts'
import { takeToken } from '../../net/deviceToken.ts'
import { connectLead, type LeadConnection } from '../../net/leadConnection.ts'
import { createLeadPages } from '../../store/leadPages.ts'
import { createOutboxStore } from '../../store/outboxStore.ts'
import { createPersonalStore, type PersonalStore } from '../../store/personalStore.ts'
import { LeadContext, type LeadDesk } from '../../store/useLead.ts'
import { WallContext } from '../../store/useWall.ts'
import { createWallStore, type WallStore } from '../../store/wallStore.ts'
import type { Language } from '../../../shared/views.ts'
import { Lead } from './Lead.tsx'

const BEAT = 500

interface Parts {
  readonly desk: LeadDesk
  readonly wall: WallStore
  readonly words: i18n
  /** Set by the address, whatever the server says. */
  readonly language: Language | null
  readonly connect: () => () => void
}

function prepare(): Parts {
  const { overrides } = readAddress('', location.search)
  const language = overrides.language ?? null
  const token = takeToken('lead', location, localStorage, (address) =>
    history.replaceState(null, '', address),
  )
  const board = createPersonalStore<LeadView>()
  const outbox = createOutboxStore(localStorage)
  let connection: LeadConnection | null = null
  const wall = createWallStore(null, performance.now())
  const desk: LeadDesk = { board, outbox, pages: createLeadPages(), connection: () => connection }
  return {
    desk,
    wall,
    words: startWords(language ?? (navigator.language.startsWith('en') ? 'en' : 'zh-CN')),
    language,
    connect: () => {
      const connected = connectLead(token, board, outbox)
      connection = connected
      const endMirror = mirrorClock(board, wall)
      const endHandover = followLead(desk)
      const timer = setInterval(() => board.getState().beat(performance.now()), BEAT)
      return () => {
        clearInterval(timer)
        endMirror()
        endHandover()
        connected.end()
        connection = null
      }
    },
  }
}

/** Wait lines read the wall's clock: it is the tablet's. */
const mirrorClock = (board: PersonalStore<LeadView>, wall: WallStore): (() => void) =>
  board.subscribe(({ clock, now, link }) => wall.setState({ clock, now, evenNow: now, link }))

/** A tablet that another lead unlocks starts over: nothing of the one before is left on it. */
function followLead({ board, outbox, pages }: LeadDesk): () => void {
  let last: string | null = null
  return board.subscribe(({ view }) => {
    const lead = view?.lead.id ?? null
    if (lead === null || lead === last) return
    if (last !== null) {
      pages.getState().go({ type: 'home' })
      outbox.setState({ sent: [], takenBack: [], tooLate: null })
    }
    last = lead
  })
}

/** A team lead's tablet. */
export function LeadScreen() {
  const [{ desk, wall, words, language, connect }] = useState(prepare)
  useEffect(() => connect(), [connect])
  return (
    <I18nextProvider i18n={words}>
      <WallContext value={wall}>
        <LeadContext value={desk}>
          <Lead language={language} />
        </LeadContext>
      </WallContext>
    </I18nextProvider>
  )
}
