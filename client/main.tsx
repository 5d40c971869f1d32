import './styles/base.css'
import './styles/tokens.css'
import './styles/fonts.css'
import '@fontsource-variable/noto-sans-sc/wght.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { FIRST_SCREEN, screenAt } from './screens/index.ts'

async function start(): Promise<void> {
  let found = screenAt(location.pathname)
  if (found === null) {
    history.replaceState(null, '', FIRST_SCREEN + location.search)
    found = screenAt(FIRST_SCREEN)
  }
  const place = document.querySelector('#root')
  if (found === null || place === null) return
  const Screen = await found.entry.load()
  createRoot(place).render(
    <StrictMode>
      <Screen name={found.name} />
    </StrictMode>,
  )
}

await start()
