import { max } from 'd3'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AlarmView, QueueView } from '../../shared/views.ts'
import { useWall } from '../store/useWall.ts'
import { hasSiteAlarm, openQueues, rowAlarm, urgentQueues } from './alarmsOfWall.ts'
import { createQueueChooser } from './chooseQueues.ts'
import type { Geometry } from './geometry.ts'
import { QueueHead } from './QueueHead.tsx'
import { QueueRow } from './QueueRow.tsx'
import styles from './Queues.module.css'
import { rowHeights, type RowKind } from './rowHeights.ts'

/** The end of the wait line beyond the red limit: 150 s for 120. */
const BEYOND_RED = 1.25
const USUAL_RED = 120

const NO_QUEUES: readonly QueueView[] = []
const NO_ALARMS: readonly AlarmView[] = []

interface QueuesProps {
  readonly geometry: Geometry
  readonly hollow: boolean
  readonly blank: boolean
}

/** All queues, or the six most pressed, in the order of the site file. */
export function Queues({ geometry, hollow, blank }: QueuesProps) {
  const { t } = useTranslation()
  const queues = useWall((state) => state.view?.queues ?? NO_QUEUES)
  const alarms = useWall((state) => (hollow ? NO_ALARMS : (state.view?.alarms ?? NO_ALARMS)))
  const [choose] = useState(createQueueChooser)
  const shown = choose(queues, alarms).map(({ id }) => id)
  const open = openQueues(alarms, shown)
  const kinds = useRowKinds(alarms, shown, open)
  const heights = rowHeights(kinds, geometry.rows)
  const until = (max(queues, ({ redAfter }) => redAfter) ?? USUAL_RED) * BEYOND_RED
  const rest = queues.filter(({ id }) => !shown.includes(id))
  const size = open.length > 1 ? 'two' : 'one'
  return (
    <section className={styles.queues}>
      <QueueHead
        sizes={geometry.queues}
        until={until}
        alarmsMore={urgentQueues(alarms).length - open.length}
        queuesMore={rest.length}
        quietMore={
          !alarms.some(
            ({ queue, state }) => state === 'active' && rest.some(({ id }) => id === queue),
          )
        }
        siteAlarm={hasSiteAlarm(alarms)}
      />
      {queues.length === 0 ? <p className={styles.empty}>{t('queues.empty')}</p> : null}
      <ul>
        {shown.map((id, index) => (
          <QueueRow
            key={id}
            id={id}
            geometry={geometry}
            height={heights[index] ?? geometry.rows.highest}
            open={open.includes(id) ? size : null}
            hollow={hollow}
            blank={blank}
            until={until}
          />
        ))}
      </ul>
    </section>
  )
}

function useRowKinds(
  alarms: readonly AlarmView[],
  shown: readonly string[],
  open: readonly string[],
): readonly RowKind[] {
  const kindOf = (id: string, now: Parameters<typeof rowAlarm>[2]): RowKind => {
    if (open.includes(id)) return 'open'
    const own = rowAlarm(alarms, id, now)
    return own === null || own.kind === 'urgent' ? 'plain' : 'note'
  }
  const joined = useWall(({ now }) => shown.map((id) => kindOf(id, now)).join(' '))
  return joined === '' ? [] : (joined.split(' ') as RowKind[])
}
