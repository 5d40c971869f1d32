import { useTranslation } from 'react-i18next'
import { percent, percentLimit } from '../../../../shared/format.ts'
import type { PeopleView, TeamRow } from '../../../../shared/people.ts'
import { useLanguage, useText } from '../../../i18n/useLanguage.ts'
import { Digits } from '../../../parts/Digits.tsx'
import { fitText, textWidth } from '../../../parts/fitText.ts'
import { FLOOR, px } from '../../../parts/geometry.ts'
import { zoneOf } from '../../../parts/zoneOf.ts'
import { useWall } from '../../../store/useWall.ts'
import { SectionHead } from './SectionHead.tsx'
import styles from './Teams.module.css'
import { useHeldOrder } from './useHeldOrder.ts'
import { useSlidingRows } from './useSlidingRows.ts'

/** As many as stand beside one another; more take turns. */
const ON_A_PAGE = 6
const TURN = 20_000
/** Room for the rows, design pixels. */
const ROOM = 252

/** How name and line share a row; a long name makes the line shorter, on every row alike. */
const usual = { name: 134, track: 194 } as const
const named = { name: 220, track: 108 } as const
type Share = typeof usual | typeof named

interface TeamsProps {
  readonly people: PeopleView
  /** Rows do not change places under paper or an alarm. */
  readonly still: boolean
}

/** Every team on one line against the same standard. All can pass; the last looks like the first. */
export function Teams({ people, still }: TeamsProps) {
  const { t } = useTranslation()
  const { goal, scale } = people
  const ordered = useHeldOrder(people.teams, still)
  const pages = Math.ceil(ordered.length / ON_A_PAGE)
  const page = useWall(({ now }) => (pages < 2 ? 0 : Math.floor((now ?? 0) / TURN) % pages))
  const shown = ordered.slice(page * ON_A_PAGE, (page + 1) * ON_A_PAGE)
  const height = Math.min(60, Math.floor(ROOM / Math.max(1, shown.length)))
  const language = useLanguage()
  const long = people.teams.some(({ name }) => textWidth(name[language]) * FLOOR > usual.name - 8)
  const share = long ? named : usual
  const list = useSlidingRows(shown.map(({ id }) => id).join(' '))
  return (
    <section>
      <SectionHead
        title={t('people.teams')}
        note={t('people.goal', { goal: percentLimit(goal) })}
      />
      <ul ref={list} key={page} className={styles.teams} data-turning={pages > 1}>
        {shown.map((team) => (
          <Team key={team.id} team={team} goal={goal} scale={scale} height={height} share={share} />
        ))}
      </ul>
    </section>
  )
}

interface TeamProps {
  readonly team: TeamRow
  readonly goal: number
  readonly scale: readonly [number, number]
  readonly height: number
  readonly share: Share
}

function Team({ team, goal, scale, height, share }: TeamProps) {
  const { t } = useTranslation()
  const name = useText(team.name)
  const { score, rise } = team
  const [from, to] = zoneOf({ kind: 'atLeast', value: goal }, scale)
  const [at] = score === null ? [null] : zoneOf({ kind: 'atLeast', value: score }, scale)
  const past = score !== null && score >= goal
  return (
    <li
      className={styles.team}
      data-team={team.id}
      style={{ height: px(height), '--name': share.name, '--track': share.track }}
    >
      <h3
        style={{ fontSize: px(fitText(name, share.name - 8, Math.min(38, height * 0.8), FLOOR)) }}
      >
        {name}
      </h3>
      <span className={styles.track} aria-hidden="true">
        <i
          className={styles.zone}
          style={{ '--from': from * share.track, '--to': to * share.track }}
        />
        {at === null ? null : (
          <i className={styles.needle} data-past={past} style={{ '--at': at * share.track }} />
        )}
      </span>
      <span className={styles.rise}>
        {rise !== null && rise > 0 ? (
          <>
            <span aria-hidden="true">+{rise.toFixed(1)}</span>
            <span className="unseen">{t('people.rise', { rise: rise.toFixed(1) })}</span>
          </>
        ) : null}
      </span>
      <Digits className={styles.score} text={score === null ? '–' : percent(score)} />
    </li>
  )
}
