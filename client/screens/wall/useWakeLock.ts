import { useEffect } from 'react'

/** Keeps the panel awake where the browser can; over plain http it cannot, and the kiosk's settings must. */
export function useWakeLock(): void {
  useEffect(() => {
    let held: WakeLockSentinel | null = null
    const ask = async (): Promise<void> => {
      if (!('wakeLock' in navigator) || document.visibilityState !== 'visible') return
      held = await navigator.wakeLock.request('screen').catch(() => null)
    }
    const again = (): void => void ask()
    again()
    document.addEventListener('visibilitychange', again)
    return () => {
      document.removeEventListener('visibilitychange', again)
      void held?.release()
    }
  }, [])
}
