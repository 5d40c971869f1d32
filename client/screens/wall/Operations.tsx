import { useTranslation } from 'react-i18next'
import { Hero } from '../../parts/Hero.tsx'
import type { Geometry } from '../../parts/geometry.ts'
import { Queues } from '../../parts/Queues.tsx'
import { WallHeader } from '../../parts/WallHeader.tsx'
import { freshnessOf, isHollow } from '../../store/freshness.ts'
import { useWall } from '../../store/useWall.ts'
import styles from './Operations.module.css'

interface OperationsProps {
  readonly geometry: Geometry
  /** A line on the right, beside the people. */
  readonly divided: boolean
}

const heroes = ['connectionRate', 'asa', 'aht'] as const
const places = [0, 1, 2] as const

/** Three figures and the queues. Never covered by anything. */
export function Operations({ geometry, divided }: OperationsProps) {
  const { t } = useTranslation()
  const hollow = useWall((state) => isHollow(freshnessOf(state)))
  const blank = useWall((state) => freshnessOf(state) === 'lost')
  const known = useWall((state) => state.view !== null)
  return (
    <main className={styles.operations} data-hollow={hollow}>
      <WallHeader />
      {known ? (
        <>
          <section className={styles.heroes}>
            <h2 className="unseen">{t('hero.heading')}</h2>
            {places.map((place) => (
              <Hero
                key={heroes[place]}
                id={heroes[place]}
                place={place}
                sizes={geometry.heroes}
                blank={blank}
                hollow={hollow}
              />
            ))}
          </section>
          <Queues geometry={geometry} hollow={hollow} blank={blank} />
          {divided ? <div className={styles.divider} /> : null}
        </>
      ) : null}
    </main>
  )
}
