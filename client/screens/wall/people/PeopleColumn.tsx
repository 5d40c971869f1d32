import { useTranslation } from 'react-i18next'
import type { PeopleView } from '../../../../shared/people.ts'
import { freshnessOf, isHollow } from '../../../store/freshness.ts'
import { useWall } from '../../../store/useWall.ts'
import { isUrgentNow } from '../stage/useStage.ts'
import styles from './PeopleColumn.module.css'
import { Stars } from './Stars.tsx'
import { Teams } from './Teams.tsx'
import { ThanksNote } from './ThanksNote.tsx'

interface PeopleColumnProps {
  readonly people: PeopleView
  /** Paper lies over it. */
  readonly covered: boolean
}

/** Teams against one standard, the stars nearest to whole, and the last thank-you. Never a rank. */
export function PeopleColumn({ people, covered }: PeopleColumnProps) {
  const { t } = useTranslation()
  const urgent = useWall(isUrgentNow)
  const hollow = useWall((state) => isHollow(freshnessOf(state)))
  const dimmed = urgent && !hollow
  return (
    <aside
      className={styles.column}
      data-dimmed={dimmed}
      data-hollow={hollow}
      aria-label={t('people.heading')}
      aria-hidden={covered}
    >
      <div className={styles.shade}>
        <Teams people={people} still={covered || dimmed} />
        <Stars stars={people.stars} week={people.week} />
        {dimmed && people.held > 0 ? null : <ThanksNote line={people.lastThanks} />}
      </div>
      {dimmed && people.held > 0 ? (
        <p className={styles.held}>{t('people.held', { count: people.held })}</p>
      ) : null}
    </aside>
  )
}
