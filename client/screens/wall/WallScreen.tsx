import type { i18n } from 'i18next'
import { useEffect, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { readAddress, type WallAddress } from '../../net/address.ts'
import { takeToken } from '../../net/deviceToken.ts'
import { connectWall } from '../../net/wallConnection.ts'
import { startWords } from '../../i18n/index.ts'
import { keepLastBoard, readLastBoard } from '../../store/lastBoard.ts'
import { WallContext } from '../../store/useWall.ts'
import { createWallStore, type WallStore } from '../../store/wallStore.ts'
import type { ScreenProps } from '../index.ts'
import { Wall } from './Wall.tsx'

/** Twice a second, so that a silent server shows within 5 s whatever the moment. [P6] */
const BEAT = 500

interface Parts {
  readonly address: WallAddress
  readonly store: WallStore
  readonly words: i18n
  /** By which this screen is let in; '' where walls are open. */
  readonly token: string
}

function prepare(name: string): Parts {
  const address = readAddress(name, location.search)
  const board = readLastBoard(address.site, address.screen)
  const language = address.overrides.language ?? board?.settings.language ?? browserLanguage()
  return {
    address,
    store: createWallStore(board, performance.now(), address.overrides),
    words: startWords(language),
    token: takeToken('wall', location, localStorage, (to) => history.replaceState(null, '', to)),
  }
}

const browserLanguage = () => (navigator.language.startsWith('zh') ? 'zh-CN' : 'en')

/** A wall: connected, beating, and remembering its board. */
export function WallScreen({ name }: ScreenProps) {
  const [{ address, store, words, token }] = useState(() => prepare(name))
  useEffect(() => {
    const endBeat = beating(store)
    const endConnection = connectWall(address.site, address.screen, store, token)
    const endKeeping = keepLastBoard(address.site, address.screen, store)
    return () => {
      endBeat()
      endConnection()
      endKeeping()
    }
  }, [address, store, token])
  return (
    <I18nextProvider i18n={words}>
      <WallContext value={store}>
        <Wall address={address} />
      </WallContext>
    </I18nextProvider>
  )
}

function beating(store: WallStore): () => void {
  const timer = setInterval(() => store.getState().beat(performance.now()), BEAT)
  return () => clearInterval(timer)
}
