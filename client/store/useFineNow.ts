import { useEffect, useState } from 'react'
import type { EpochMs } from '../../shared/time.ts'
import { reckon } from './siteClock.ts'
import { useLeadDesk } from './useLead.ts'

/** Often enough that no second is shown late, and that the way back closes when the server closes it. */
const EVERY = 200

/** The site's clock, finer than once a second, while something counts down. */
export function useFineNow(counting: boolean): EpochMs | null {
  const { board } = useLeadDesk()
  const read = (): EpochMs | null => {
    const { clock } = board.getState()
    return clock === null ? null : reckon(clock, performance.now())
  }
  const [now, setNow] = useState(read)
  useEffect(() => {
    if (!counting) return
    const look = (): void => {
      const { clock } = board.getState()
      setNow(clock === null ? null : reckon(clock, performance.now()))
    }
    look()
    const timer = setInterval(look, EVERY)
    return () => clearInterval(timer)
  }, [board, counting])
  return now
}
