import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n/useLanguage.ts'
import styles from './DefinitionsPage.module.css'

/** What `GET /api/v1/definitions?language=` answers. */
interface Definitions {
  readonly version: number
  readonly metrics: readonly {
    readonly id: string
    readonly name: string
    readonly unit: string
    readonly rule: string
    readonly text: string
  }[]
}

type Loaded = Definitions | 'loading' | 'failed'

const isDefinitions = (answer: unknown): answer is Definitions =>
  typeof answer === 'object' &&
  answer !== null &&
  'metrics' in answer &&
  Array.isArray(answer.metrics)

async function readDefinitions(language: string): Promise<Definitions> {
  const response = await fetch(`/api/v1/definitions?language=${encodeURIComponent(language)}`)
  if (!response.ok) throw new Error(`The definitions answered ${response.status}.`)
  const answer: unknown = await response.json()
  if (!isDefinitions(answer)) throw new Error('The definitions came in an unknown shape.')
  return answer
}

/** So that the arrow keys scroll the page and Enter leaves it. */
const takeFocus = (button: HTMLButtonElement | null): void => button?.focus()

/** How every figure on the wall is made, in the words of the server that makes them. */
export function DefinitionsPage({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const language = useLanguage()
  const [loaded, setLoaded] = useState<Loaded>('loading')
  useEffect(() => {
    let ended = false
    const settle = (result: Loaded): void => {
      if (!ended) setLoaded(result)
    }
    void readDefinitions(language).then(settle, () => settle('failed'))
    return () => {
      ended = true
    }
  }, [language])
  return (
    <main className={styles.page}>
      <header className={styles.top}>
        <h1>{t('definitions.title')}</h1>
        {typeof loaded === 'object' ? (
          <span>{t('definitions.version', { version: loaded.version })}</span>
        ) : null}
        <button className={styles.close} type="button" onClick={onClose} ref={takeFocus}>
          {t('definitions.close')}
        </button>
      </header>
      {typeof loaded === 'object' ? (
        <dl className={styles.list}>
          {loaded.metrics.map(({ id, name, rule, text }) => (
            <div key={id}>
              <dt>
                {name}
                <span>{t('definitions.rule', { rule })}</span>
              </dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      ) : (
        <p className={styles.note}>{t(`definitions.${loaded}`)}</p>
      )}
    </main>
  )
}
