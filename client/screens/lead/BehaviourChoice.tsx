import { useTranslation } from 'react-i18next'
import type { Behaviour } from '../../../shared/people.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import styles from './Give.module.css'

interface BehaviourChoiceProps {
  readonly behaviours: readonly Behaviour[]
  readonly chosen: string
  readonly choose: (id: string) => void
}

/** What they did: the site's own list, four to eight. */
export function BehaviourChoice({ behaviours, chosen, choose }: BehaviourChoiceProps) {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  return (
    <fieldset>
      <legend className={styles.label}>{t('give.what')}</legend>
      <div className={styles.behaviours}>
        {behaviours.map(({ id, name }) => (
          <label key={id}>
            <input
              className="unseen"
              type="radio"
              name="behaviour"
              checked={id === chosen}
              onChange={() => choose(id)}
            />
            {name[language]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
