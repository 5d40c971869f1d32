import { useTranslation } from 'react-i18next'
import type { ReasonFault } from '../../../shared/reasonFault.ts'
import styles from './Give.module.css'

/** Which sentence is meant, and what was written so far; kept while another one is tried. */
export interface Saying {
  readonly choice: number | 'own'
  readonly own: string
}

interface SentenceChoiceProps {
  readonly sentences: readonly string[]
  readonly saying: Saying
  readonly say: (saying: Saying) => void
  readonly fault: ReasonFault | null
}

/** One line: three are offered, or one's own words, checked as the server checks them. */
export function SentenceChoice({ sentences, saying, say, fault }: SentenceChoiceProps) {
  const { t } = useTranslation('personal')
  const own = saying.choice === 'own'
  return (
    <fieldset className={styles.says}>
      <legend className={styles.label}>{t('give.say')}</legend>
      {sentences.map((sentence, index) => (
        <label key={sentence} className={styles.sentence}>
          <input
            className="unseen"
            type="radio"
            name="sentence"
            checked={saying.choice === index}
            onChange={() => say({ ...saying, choice: index })}
          />
          <span>{sentence}</span>
        </label>
      ))}
      <textarea
        className={styles.own}
        data-chosen={own}
        aria-label={t('give.own')}
        aria-invalid={fault !== null}
        aria-describedby="reason-fault"
        placeholder={t('give.own')}
        rows={1}
        value={saying.own}
        onFocus={() => say({ ...saying, choice: 'own' })}
        onChange={(event) => say({ choice: 'own', own: event.target.value })}
      />
      <p id="reason-fault" className={styles.fault} role="alert">
        {fault === null ? '' : t(`refused.${fault}`)}
      </p>
    </fieldset>
  )
}
