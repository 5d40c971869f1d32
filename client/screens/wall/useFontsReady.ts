import { useEffect, useState } from 'react'
import { useWall } from '../../store/useWall.ts'

/** A wall without its faces is shown after so many ms all the same. */
const AT_MOST = 3000

/** True once the faces of the first board are here; it never goes back. */
export function useFontsReady(): boolean {
  const [ready, setReady] = useState(false)
  const drawn = useWall((state) => state.view !== null || state.refused !== null)
  useEffect(() => {
    let ended = false
    const show = (): void => {
      if (!ended) setReady(true)
    }
    const timer = setTimeout(show, AT_MOST)
    if (drawn) void facesLoaded().then(show, show)
    return () => {
      ended = true
      clearTimeout(timer)
    }
  }, [drawn])
  return ready
}

/** Layout first, so that the browser knows which slices the text needs. */
async function facesLoaded(): Promise<void> {
  await new Promise((resolve) => requestAnimationFrame(resolve))
  await Promise.all(
    [500, 600, 700].map((weight) => document.fonts.load(`${weight} 40px "Barlow Latin"`)),
  )
  await document.fonts.ready
}
