import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadView, Moment } from '../../../shared/leadView.ts'
import type { Audience } from '../../../shared/people.ts'
import { cleanReason, reasonFault } from '../../../shared/reasonFault.ts'
import {
  standardLimit,
  standardValue,
  unitOf,
  type PersonalWords,
} from '../../i18n/personalWords.ts'
import { useLanguage } from '../../i18n/useLanguage.ts'
import type { LeadPage } from '../../store/leadPages.ts'
import {
  audiencesWithin,
  firstBehaviour,
  sentencesOf,
  type FactFigures,
} from '../../store/leadSentences.ts'
import { kudosId, pressed } from '../../store/outbox.ts'
import { useLeadDesk, useLeadPage, useLeadView } from '../../store/useLead.ts'
import { AudienceChoice } from './AudienceChoice.tsx'
import { BehaviourChoice } from './BehaviourChoice.tsx'
import styles from './Give.module.css'
import { useNameOf } from './Home.tsx'
import { Preview } from './Preview.tsx'
import { SentenceChoice, type Saying } from './SentenceChoice.tsx'

type GivePage = Extract<LeadPage, { readonly type: 'give' }>

/** A thank-you in the making: everything is chosen already, so that one tap may be enough. */
export function Give({ page }: { readonly page: GivePage }) {
  const { t } = useTranslation('personal')
  const view = useLeadView<LeadView | null>((own) => own, null)
  const name = useNameOf(page.person)
  const { go } = useLeadPage()
  if (view === null) return null
  const moment = view.moments.find(({ id }) => id === page.moment) ?? null
  return (
    <>
      <header className={styles.head}>
        <button
          type="button"
          className={styles.back}
          aria-label={t('give.back')}
          onClick={() => go({ type: page.from })}
        >
          <svg width="22" height="22" viewBox="0 0 22 22" aria-hidden="true">
            <path d="M14 3L6 11l8 8" />
          </svg>
        </button>
        <h1>{t('give.title', { name })}</h1>
      </header>
      <GiveForm view={view} person={page.person} moment={moment} from={page.from} />
    </>
  )
}

interface GiveFormProps {
  readonly view: LeadView
  readonly person: string
  readonly moment: Moment | null
  readonly from: GivePage['from']
}

function GiveForm({ view, person, moment, from }: GiveFormProps) {
  const { t } = useTranslation('personal')
  const { go } = useLeadPage()
  const { outbox } = useLeadDesk()
  const draft = useDraft(view, person, moment)
  const send = (): void => {
    if (draft.fault !== null) return
    const id = kudosId((bytes) => crypto.getRandomValues(bytes))
    const { behaviour, reason, audience } = draft
    const given = { id, to: person, behaviour, reason, audience, by: view.lead.id }
    outbox.setState(({ entries }) => ({ entries: pressed(entries, given, Date.now()) }))
    go({ type: from })
  }
  return (
    <div className={styles.columns}>
      <div className={styles.choices}>
        <BehaviourChoice
          behaviours={view.behaviours}
          chosen={draft.behaviour}
          choose={draft.choose}
        />
        <SentenceChoice
          sentences={draft.sentences}
          saying={draft.saying}
          say={draft.say}
          fault={draft.saying.choice === 'own' && draft.saying.own !== '' ? draft.fault : null}
        />
        <AudienceChoice
          consent={draft.consent}
          person={person}
          chosen={draft.audience}
          choose={draft.show}
        />
      </div>
      <div className={styles.side}>
        <Preview person={person} reason={draft.reason} audience={draft.audience} />
        <button
          type="button"
          className={styles.send}
          aria-disabled={draft.fault !== null}
          onClick={send}
        >
          {t('give.send')}
        </button>
        <p className={styles.undo}>{t('give.undo')}</p>
      </div>
    </div>
  )
}

/** What has been chosen so far, and what follows from it. */
function useDraft(view: LeadView, person: string, moment: Moment | null) {
  const { t } = useTranslation('personal')
  const language = useLanguage()
  const [behaviour, setBehaviour] = useState(() => firstBehaviour(view, person, moment))
  const [saying, say] = useState<Saying>({ choice: 0, own: '' })
  const [wish, show] = useState<Audience | null>(null)
  const consent = view.people.find(({ id }) => id === person)?.audience ?? 'me'
  const allowed = audiencesWithin(consent)
  const chosen = view.behaviours.find(({ id }) => id === behaviour)
  const figures = figuresFor(t, behaviour, moment)
  const sentences = chosen ? sentencesOf(chosen, figures, language) : []
  const choice = saying.choice === 'own' || sentences.length === 0 ? 'own' : saying.choice
  const reason = cleanReason(choice === 'own' ? saying.own : (sentences[choice] ?? ''))
  return {
    behaviour,
    choose: (id: string) => {
      setBehaviour(id)
      if (saying.choice !== 'own') say({ ...saying, choice: 0 })
    },
    sentences,
    saying: { ...saying, choice } satisfies Saying,
    say,
    reason,
    fault: reasonFault(reason),
    consent,
    // Consent may change while this page is open: what is no longer allowed is not sent. [K6]
    audience: allowed.find((one) => one === wish) ?? allowed[0] ?? 'me',
    show,
  } as const
}

/** The fact's figures, for sentences of the behaviour it is about; of another one they would not be true. */
function figuresFor(t: PersonalWords, behaviour: string, moment: Moment | null): FactFigures {
  if (moment === null || moment.behaviour !== behaviour || !('value' in moment.fact)) {
    return { value: null, target: null }
  }
  const { fact } = moment
  const target = 'target' in fact ? fact.target : null
  return {
    value: standardValue(t, unitOf[fact.point], fact.value),
    target: target === null ? null : standardLimit(t, unitOf[fact.point], target),
  }
}
