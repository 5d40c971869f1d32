import { useEffect, useRef, useState } from 'react'

/** A figure changes at most once in this many ms. */
const HOLD = 2000

/** The value, but changing at most once in two seconds; what came in between is skipped, the last one shown. */
export function useHeld(value: string): string {
  const [shown, setShown] = useState(value)
  const changedAt = useRef(-Infinity)
  useEffect(() => {
    if (value === shown) return undefined
    const show = (): void => {
      changedAt.current = performance.now()
      setShown(value)
    }
    const wait = changedAt.current + HOLD - performance.now()
    const timer = wait > 0 ? setTimeout(show, wait) : undefined
    if (timer === undefined) show()
    return () => clearTimeout(timer)
  }, [value, shown])
  return shown
}
