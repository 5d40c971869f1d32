import { useTranslation } from 'react-i18next'
import type { Stage } from '../../../../shared/people.ts'
import { stageSummary } from '../../../i18n/stageWords.ts'
import { useLanguage } from '../../../i18n/useLanguage.ts'
import { useWall } from '../../../store/useWall.ts'
import { HonourWall } from './HonourWall.tsx'
import { Slip } from './Slip.tsx'
import { StarPage } from './StarPage.tsx'
import styles from './StageView.module.css'
import { useChime } from './useChime.ts'
import { useLeaving, useStageKey, useStageTime } from './useStageTime.ts'

/** The paper that is on the wall, and the same told aloud. */
export function StageView({ stage }: { readonly stage: Stage | null }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const key = useStageKey(stage)
  const goal = useWall((state) => state.view?.people?.goal ?? 0)
  useChime(stage)
  return (
    <>
      {stage === null ? null : <Sheet key={key} stage={stage} />}
      <p className="unseen" aria-live="polite">
        {stage === null || stage.leavingAt !== null
          ? ''
          : stageSummary(t, stage.content, language, goal)}
      </p>
    </>
  )
}

function Sheet({ stage }: { readonly stage: Stage }) {
  const { t } = useTranslation()
  const time = useStageTime(stage)
  const leaving = useLeaving(stage.leavingAt)
  return (
    <section
      className={styles.place}
      data-tier={stage.tier}
      data-id={stage.id}
      data-leaving={leaving !== null}
      aria-label={t('stage.heading')}
      style={{ ...time, '--left-into': leaving ?? 0 }}
    >
      <div className={styles.sheet}>
        {content()}
        {stage.tier === 'honour' ? null : (
          <i className={styles.life}>
            <i className={styles.left} />
          </i>
        )}
      </div>
    </section>
  )

  function content() {
    switch (stage.content.kind) {
      case 'starEarned':
        return <StarPage content={stage.content} />
      case 'honourWall':
        return <HonourWall content={stage.content} />
      default:
        return <Slip content={stage.content} />
    }
  }
}
