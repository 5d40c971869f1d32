import '@fontsource-variable/noto-serif-sc/wght.css'
import 'lxgw-wenkai-webfont/lxgwwenkai-regular.css'
import type { PeopleView, Stage } from '../../../../shared/people.ts'
import { CompactOperations } from '../stage/CompactOperations.tsx'
import { StageView } from '../stage/StageView.tsx'
import { PeopleColumn } from './PeopleColumn.tsx'
import styles from './PeopleHalf.module.css'
import { useWarmFaces } from './useWarmFaces.ts'

interface PeopleHalfProps {
  readonly people: PeopleView
  readonly stage: Stage | null
}

/** Everything a wall draws for people. Loaded with its faces only where a site names somebody. */
export function PeopleHalf({ people, stage }: PeopleHalfProps) {
  useWarmFaces(people)
  const page = stage !== null && stage.tier !== 'T2'
  return (
    <>
      <div className={styles.covered}>
        <PeopleColumn people={people} covered={stage !== null} />
      </div>
      {page ? (
        <div className={styles.compact}>
          <CompactOperations />
        </div>
      ) : null}
      <StageView stage={stage} />
    </>
  )
}
