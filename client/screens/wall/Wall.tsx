import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import type { WallAddress } from '../../net/address.ts'
import { asProperties, geometries } from '../../parts/geometry.ts'
import { useWall } from '../../store/useWall.ts'
import { Announcer } from './Announcer.tsx'
import { Closed } from './Closed.tsx'
import { DefinitionsPage } from './DefinitionsPage.tsx'
import { Fault } from './Fault.tsx'
import { Operations } from './Operations.tsx'
import { useStage } from './stage/useStage.ts'
import { useLeaving, useStageTime } from './stage/useStageTime.ts'
import { useDefinitionsKey } from './useDefinitionsKey.ts'
import { useFontsReady } from './useFontsReady.ts'
import { useLayout } from './useLayout.ts'
import { usePixelOrbit } from './usePixelOrbit.ts'
import { useRootSettings } from './useRootSettings.ts'
import { useWakeLock } from './useWakeLock.ts'
import styles from './Wall.module.css'

/** With its faces, which weigh more than the rest of a wall together. */
const PeopleHalf = lazy(async () => ({
  default: (await import('./people/PeopleHalf.tsx')).PeopleHalf,
}))

/** What stands on the wall now: operations, the closed page, or what is wrong with the set-up. */
export function Wall({ address }: { readonly address: WallAddress }) {
  const { i18n } = useTranslation()
  useRootSettings(i18n)
  useWakeLock()
  const definitions = useDefinitionsKey()
  const ready = useFontsReady()
  const orbit = usePixelOrbit()
  const layout = useLayout()
  const refused = useWall((state) => state.refused)
  const closed = useWall((state) => state.view?.phase === 'closed')
  const geometry = geometries[layout]
  const people = useWall((state) => (layout === 'standard' ? (state.view?.people ?? null) : null))
  const playing = useStage()
  const stage = people === null || closed ? null : playing
  const time = useStageTime(stage)
  const leaving = useLeaving(stage?.leavingAt ?? null)
  return (
    <div className={styles.stage}>
      <div
        className={styles.canvas}
        data-ready={ready}
        data-layout={layout}
        data-stage={stage === null ? 'empty' : stage.tier === 'T2' ? 'slip' : 'page'}
        data-leaving={leaving !== null}
        style={{ ...asProperties(geometry), ...orbit, ...time, '--left-into': leaving ?? 0 }}
      >
        {page()}
      </div>
    </div>
  )

  function page() {
    if (refused !== null) return <Fault reason={refused} address={address} />
    if (definitions.open) return <DefinitionsPage onClose={definitions.close} />
    return (
      <>
        {closed ? <Closed /> : <Operations geometry={geometry} divided={layout === 'standard'} />}
        {people === null || closed ? null : (
          <Suspense fallback={null}>
            <PeopleHalf people={people} stage={stage} />
          </Suspense>
        )}
        <Announcer />
      </>
    )
  }
}
