import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { audiences, type Audience } from '../../../shared/people.ts'
import { useAgent, useAgentDesk } from '../../store/useAgent.ts'
import styles from './Choices.module.css'

type Saved = 'yes' | 'no' | null

/**
 * Who may see my good news: off until chosen, changed at any time. [K6] The switch is the short way between
 * the wall and only me; below it stand all three.
 */
export function Choices() {
  const { t } = useTranslation('personal')
  const desk = useAgentDesk()
  const [saved, setSaved] = useState<Saved>(null)
  const audience = useAgent(({ view }) => view?.audience ?? null)
  const hidden = useAgent(({ view }) => view?.rankHidden ?? false)
  const choose = async (chosen: Audience): Promise<void> => {
    const done = await desk.connection()?.chooseAudience(chosen)
    setSaved(done === true ? 'yes' : 'no')
  }
  const hide = async (wish: boolean): Promise<void> => {
    const done = await desk.connection()?.hideRank(wish)
    setSaved(done === true ? 'yes' : 'no')
  }
  return (
    <section className={styles.choices} aria-label={t('agent.settings')}>
      <Switch
        title={t('agent.audience')}
        note={t('agent.audienceSub')}
        on={audience === 'wall'}
        turn={(on) => void choose(on ? 'wall' : 'me')}
      />
      <AudienceRow chosen={audience} choose={(one) => void choose(one)} />
      <Switch
        title={t('agent.hideRank')}
        note={t('agent.hideRankSub')}
        on={hidden}
        turn={(on) => void hide(on)}
      />
      <p className={styles.saved} aria-live="polite">
        {saved === null ? '' : t(saved === 'yes' ? 'agent.saved' : 'agent.notSaved')}
      </p>
    </section>
  )
}

interface SwitchProps {
  readonly title: string
  readonly note: string
  readonly on: boolean
  readonly turn: (on: boolean) => void
}

/** Follows the server's word, not the finger: what it shows is in effect. */
function Switch({ title, note, on, turn }: SwitchProps) {
  return (
    <button
      type="button"
      className={styles.row}
      role="switch"
      aria-checked={on}
      aria-label={`${title} · ${note}`}
      onClick={() => turn(!on)}
    >
      <span>
        <b>{title}</b>
        <small>{note}</small>
      </span>
      <i className={styles.switch} />
    </button>
  )
}

interface AudienceRowProps {
  readonly chosen: Audience | null
  readonly choose: (audience: Audience) => void
}

function AudienceRow({ chosen, choose }: AudienceRowProps) {
  const { t } = useTranslation('personal')
  return (
    <fieldset className={styles.audiences}>
      <legend>{t('agent.choose')}</legend>
      <p>{t('agent.chooseNote')}</p>
      <div>
        {audiences.map((audience) => (
          <label key={audience}>
            <input
              className="unseen"
              type="radio"
              name="audience"
              checked={audience === chosen}
              onChange={() => choose(audience)}
            />
            {t(`agent.audiences.${audience}`)}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
