import { Trans, useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { epochMs } from '../../../shared/time.ts'
import { settled, withdrawn } from '../../store/outbox.ts'
import { UNDO_SECONDS, toastsOf, type Toast } from '../../store/leadToasts.ts'
import { useLead, useLeadDesk, useLeadPage, useLeadView, useOutbox } from '../../store/useLead.ts'
import { useFineNow } from '../../store/useFineNow.ts'
import { useNameOf } from './Home.tsx'
import styles from './Toasts.module.css'

/** What is on its way, with the way back. Stays over every page; each one for its own ten seconds. [K7] */
export function Toasts() {
  const { t } = useTranslation('personal')
  const outbox = useOutbox(
    useShallow(({ entries, sent, takenBack }) => ({ entries, sent, takenBack })),
  )
  const pending = useLeadView(({ pending }) => pending, [])
  const now = useFineNow(outbox.sent.length + pending.length > 0) ?? epochMs(0)
  const connected = useLead(({ link }) => link.state === 'good')
  const lead = useLeadView((view) => view.lead.id, '')
  const toasts = toastsOf(outbox, lead, pending, now, connected)
  const { page } = useLeadPage()
  return (
    <section className={styles.toasts} data-page={page.type} aria-label={t('toast.label')}>
      <TooLate />
      {toasts.map((toast) => (
        <ToastLine key={toast.id} toast={toast} />
      ))}
    </section>
  )
}

/** A withdrawal names the thank-you by its id; what it said is not needed. */
const nothing = { behaviour: '', reason: '', audience: 'me' } as const

function ToastLine({ toast }: { readonly toast: Toast }) {
  const { t } = useTranslation('personal')
  const name = useNameOf(toast.to)
  const { outbox } = useLeadDesk()
  const by = useLeadView((view) => view.lead.id, '')
  const refused = toast.kind === 'refused'
  const back = (): void =>
    outbox.setState(({ entries, takenBack }) => {
      if (refused) return { entries: settled(entries, toast.id) }
      const given = { ...nothing, id: toast.id, to: toast.to, by }
      return {
        entries: withdrawn(entries, given, Date.now()),
        takenBack: [...takenBack, toast.id],
      }
    })
  return (
    <div className={styles.toast} data-kind={toast.kind}>
      <Ring seconds={toast.kind === 'sent' ? toast.secondsLeft : null} />
      <p aria-live="polite">
        <ToastWords toast={toast} name={name} />
      </p>
      <button
        type="button"
        aria-label={refused ? undefined : t('toast.withdrawWho', { name })}
        onClick={back}
      >
        {t(refused ? 'toast.dismiss' : 'toast.withdraw')}
      </button>
    </div>
  )
}

function ToastWords({ toast, name }: { readonly toast: Toast; readonly name: string }) {
  const { t } = useTranslation('personal')
  const components = { b: <b /> }
  switch (toast.kind) {
    case 'waiting':
      return <Trans t={t} i18nKey="toast.waiting" values={{ name }} components={components} />
    case 'refused': {
      const values = { name, reason: refusalWords(t, toast.code) }
      return <Trans t={t} i18nKey="toast.refused" values={values} components={components} />
    }
    case 'sent':
    case 'sending': {
      const count = toast.kind === 'sent' ? toast.secondsLeft : UNDO_SECONDS
      const key = toast.audience === 'wall' ? 'toast.wall' : 'toast.private'
      return <Trans t={t} i18nKey={key} values={{ name, count }} components={components} />
    }
    default:
      return toast satisfies never
  }
}

const explained = [
  'TOO_SHORT',
  'TOO_LONG',
  'PHONE_NUMBER',
  'ID_NUMBER',
  'SELF',
  'QUOTA',
  'NOT_AGREED',
  'UNKNOWN_PERSON',
  'UNKNOWN_BEHAVIOUR',
] as const

function refusalWords(t: ReturnType<typeof useTranslation<'personal'>>['t'], code: string): string {
  const known = explained.find((one) => one === code)
  return known ? t(`refused.${known}`) : t('refused.OTHER', { code })
}

/** A withdrawal that the server would no longer take. */
function TooLate() {
  const { t } = useTranslation('personal')
  const { outbox } = useLeadDesk()
  const person = useOutbox(({ tooLate }) => tooLate)
  const name = useNameOf(person ?? '')
  if (person === null) return null
  return (
    <div className={styles.toast} data-kind="refused">
      <p aria-live="polite">
        <Trans t={t} i18nKey="toast.tooLate" values={{ name }} components={{ b: <b /> }} />
      </p>
      <button type="button" onClick={() => outbox.setState({ tooLate: null })}>
        {t('toast.dismiss')}
      </button>
    </div>
  )
}

const ROUND = 2 * Math.PI * 18

/** The seconds that are left, as a ring and as a figure. */
function Ring({ seconds }: { readonly seconds: number | null }) {
  if (seconds === null) return null
  return (
    <svg className={styles.ring} width="44" height="44" viewBox="0 0 44 44" aria-hidden="true">
      <circle cx="22" cy="22" r="18" />
      <circle
        cx="22"
        cy="22"
        r="18"
        strokeDasharray={`${(seconds / UNDO_SECONDS) * ROUND} ${ROUND}`}
        transform="rotate(-90 22 22)"
      />
      <text x="22" y="29" textAnchor="middle">
        {seconds}
      </text>
    </svg>
  )
}
