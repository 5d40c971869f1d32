import { useEffect } from 'react'
import type { Stage } from '../../../../shared/people.ts'
import type { AlarmView } from '../../../../shared/views.ts'
import { reckon } from '../../../store/siteClock.ts'
import { useWallStore } from '../../../store/useWall.ts'
import { useStageKey } from './useStageTime.ts'

/** Two soft notes, a fourth apart: frequency in Hz, when in s. */
const notes = [
  { pitch: 659.26, at: 0 },
  { pitch: 880, at: 0.16 },
] as const
const LENGTH = 1.1
/** Of full scale: quiet at a desk. */
const LOUDNESS = 0.06

/** A reload in the middle of a paper does not ring again; ms. */
const FRESH = 1500

const isPressed = (alarms: readonly AlarmView[]): boolean =>
  alarms.some(({ state }) => state === 'active')

/** Rings once as a paper begins, where the screen's setting asks for it and nothing is pressing. [2] */
export function useChime(stage: Stage | null): void {
  const store = useWallStore()
  const key = useStageKey(stage)
  const startedAt = stage === null || stage.tier === 'honour' ? null : stage.startedAt
  useEffect(() => {
    const { settings, view, clock } = store.getState()
    if (startedAt === null || key === '' || !settings?.sound || clock === null) return undefined
    if (isPressed(view?.alarms ?? [])) return undefined
    if (reckon(clock, performance.now()) - startedAt > FRESH * Math.max(1, clock.rate))
      return undefined
    return ring()
  }, [store, key, startedAt])
}

/** Returns the way to stop. A browser that does not let a page sound stays silent. */
function ring(): () => void {
  const context = new AudioContext()
  const start = context.currentTime + 0.02
  for (const { pitch, at } of notes) {
    const tone = context.createOscillator()
    const volume = context.createGain()
    tone.frequency.value = pitch
    volume.gain.setValueAtTime(0, start + at)
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + at + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, start + LENGTH)
    tone.connect(volume).connect(context.destination)
    tone.start(start + at)
    tone.stop(start + LENGTH)
  }
  return () => void context.close()
}
