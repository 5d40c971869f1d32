import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { UnlockAnswer } from '../../../shared/protocol/people.ts'
import { lengthWords } from '../../i18n/alarmWords.ts'
import { useLeadDesk, useOutbox } from '../../store/useLead.ts'
import styles from './LockScreen.module.css'

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'clear', '0', 'unlock'] as const
const PIN_LENGTH = 12

type Refusal = Exclude<UnlockAnswer, { readonly ok: true }> | { readonly code: 'OFFLINE' }

/** The lead's PIN, by touch or by keyboard. Nothing of the floor is on the page behind it. */
export function LockScreen() {
  const { t } = useTranslation('personal')
  const desk = useLeadDesk()
  const unsent = useOutbox(({ entries }) => entries.length)
  const [pin, setPin] = useState('')
  const [refusal, setRefusal] = useState<Refusal | null>(null)
  const unlock = async (): Promise<void> => {
    if (pin === '') return
    setPin('')
    const answer = await desk.connection()?.unlock(pin)
    setRefusal(answer === undefined || 'ok' in answer ? null : answer)
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    void unlock()
  }
  const press = (key: string): void => {
    setRefusal(null)
    setPin((before) => (before + key).slice(0, PIN_LENGTH))
  }
  return (
    <main className={styles.lock}>
      <form className={styles.form} onSubmit={submit}>
        <label className={styles.title} htmlFor="pin">
          {t('lock.title')}
        </label>
        <input
          id="pin"
          className={styles.pin}
          type="password"
          inputMode="numeric"
          autoComplete="off"
          value={pin}
          maxLength={PIN_LENGTH}
          onChange={(event) => setPin(event.target.value)}
        />
        <p className={styles.refusal} role="alert">
          <RefusalWords refusal={refusal} />
        </p>
        <KeyPad press={press} clear={() => setPin('')} />
        {unsent > 0 ? <p className={styles.unsent}>{t('lock.unsent', { count: unsent })}</p> : null}
      </form>
    </main>
  )
}

interface KeyPadProps {
  readonly press: (key: string) => void
  readonly clear: () => void
}

function KeyPad({ press, clear }: KeyPadProps) {
  const { t } = useTranslation('personal')
  return (
    <div className={styles.keys}>
      {keys.map((key) =>
        key === 'unlock' ? (
          <button key={key} type="submit" className={styles.go}>
            {t('lock.unlock')}
          </button>
        ) : (
          <button key={key} type="button" onClick={key === 'clear' ? clear : () => press(key)}>
            {key === 'clear' ? t('lock.clear') : key}
          </button>
        ),
      )}
    </div>
  )
}

function RefusalWords({ refusal }: { readonly refusal: Refusal | null }) {
  const { t } = useTranslation('personal')
  const { t: common } = useTranslation()
  if (refusal === null) return null
  switch (refusal.code) {
    case 'WRONG_PIN':
      return t('lock.wrong', { count: refusal.triesLeft })
    case 'LOCKED_OUT':
      return t('lock.lockedOut', { length: lengthWords(common, refusal.seconds) })
    case 'OFFLINE':
      return t('lock.offline')
    case 'UNAVAILABLE':
      return t('lock.unavailable')
    default:
      return refusal satisfies never
  }
}
