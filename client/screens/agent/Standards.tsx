import { useTranslation } from 'react-i18next'
import type { StandardView } from '../../../shared/people.ts'
import { isMet, standingWords } from '../../i18n/agentWords.ts'
import { standardValue } from '../../i18n/personalWords.ts'
import { Digits } from '../../parts/Digits.tsx'
import { ZoneNeedle } from '../../parts/ZoneNeedle.tsx'
import { useAgent } from '../../store/useAgent.ts'
import styles from './Standards.module.css'

const none: readonly StandardView[] = []

/** Five needles in the star's order. */
export function Standards({ explain }: { readonly explain: () => void }) {
  const { t } = useTranslation('personal')
  const standards = useAgent(({ view }) => view?.standards ?? none)
  const ranked = useAgent(({ view }) => view?.rank !== null)
  return (
    <section className={styles.standards}>
      <header>
        <h2>{t(ranked ? 'agent.moves' : 'agent.movesStar')}</h2>
        <button type="button" onClick={explain}>
          {t('agent.how')}
        </button>
      </header>
      <ul>
        {standards.map((standard) => (
          <StandardRow key={standard.point} standard={standard} />
        ))}
      </ul>
    </section>
  )
}

function StandardRow({ standard }: { readonly standard: StandardView }) {
  const { t } = useTranslation('personal')
  const { point, value, unit, target, scale } = standard
  const met = isMet(standard)
  const inBand = target.kind === 'band'
  return (
    <li>
      <span className={styles.name}>{t(`point.${point}`)}</span>
      <ZoneNeedle
        value={value}
        target={target}
        scale={scale}
        width={118}
        tone={met ? 'inside' : 'outside'}
      />
      <span className={styles.figure}>
        <Digits text={value === null ? '—' : standardValue(t, unit, value)} />
        <small data-open={!met && !inBand && value !== null}>{standingWords(t, standard)}</small>
      </span>
    </li>
  )
}
