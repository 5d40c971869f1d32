import { useEffect } from 'react'
import { useLeadDesk } from '../../store/useLead.ts'

/** Ms without a touch after which the tablet locks; the server does the same on its side. */
const LOCK_AFTER = 60_000
/** Touches are told to the server at most this often. */
const TELL_EVERY = 10_000

/** Locks a tablet that nobody touches, and tells the server while somebody does. */
export function useAutoLock(open: boolean): void {
  const desk = useLeadDesk()
  useEffect(() => {
    if (!open) return
    let told = -TELL_EVERY
    let timer: ReturnType<typeof setTimeout>
    const wait = (): void => {
      clearTimeout(timer)
      timer = setTimeout(() => desk.connection()?.lock(), LOCK_AFTER)
    }
    const touched = (): void => {
      wait()
      const now = performance.now()
      if (now - told < TELL_EVERY) return
      told = now
      desk.connection()?.active()
    }
    wait()
    for (const kind of ['pointerdown', 'keydown'] as const) addEventListener(kind, touched)
    return () => {
      clearTimeout(timer)
      for (const kind of ['pointerdown', 'keydown'] as const) removeEventListener(kind, touched)
    }
  }, [desk, open])
}
