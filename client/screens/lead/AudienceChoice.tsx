import { useTranslation } from 'react-i18next'
import type { Audience } from '../../../shared/people.ts'
import { audiencesWithin } from '../../store/leadSentences.ts'
import styles from './Give.module.css'
import { useNameOf } from './Home.tsx'

interface AudienceChoiceProps {
  readonly consent: Audience
  readonly person: string
  readonly chosen: Audience
  readonly choose: (audience: Audience) => void
}

/** Who sees it. The person's own consent is the limit; what lies beyond is shown, but cannot be chosen. [K6] */
export function AudienceChoice({ consent, person, chosen, choose }: AudienceChoiceProps) {
  const { t } = useTranslation('personal')
  const name = useNameOf(person)
  const farthest: Audience = consent === 'team' ? 'team' : 'wall'
  const allowed = audiencesWithin(consent)
  const notes: Record<Audience, string> = {
    wall: t(consent === 'wall' ? 'give.agreed' : 'give.notAgreed', { name }),
    team: t('give.agreedTeam', { name }),
    me: t('give.private'),
  }
  return (
    <fieldset>
      <legend className={styles.label}>{t('give.who')}</legend>
      <div className={styles.audiences}>
        {[farthest, 'me' as const].map((audience) => (
          <label key={audience} data-off={!allowed.includes(audience)}>
            <input
              className="unseen"
              type="radio"
              name="audience"
              disabled={!allowed.includes(audience)}
              checked={audience === chosen}
              onChange={() => choose(audience)}
            />
            {t(`give.${audience}`)}
            <small>{notes[audience]}</small>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
