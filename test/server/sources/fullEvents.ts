import type { EventData, EventType } from '../../../shared/events.ts'

export const at = Date.UTC(2026, 2, 29, 9, 30)

/** Every member of every event, so that a schema that forgets one shows. */
export const full: { [T in EventType]: Required<EventData[T]> | EventData[T] } = {
  'contact.queued': {
    contact: 'c',
    queue: 'q',
    visit: 2,
    channel: 'chat',
    position: 1,
    priority: 5,
  },
  'agent.offered': { contact: 'c', queue: 'q', agent: 'a', attempt: 1 },
  'agent.offerEnded': { contact: 'c', queue: 'q', agent: 'a', reason: 'noAnswer', rang: ms(5000) },
  'contact.connected': { contact: 'c', queue: 'q', agent: 'a', waited: ms(1), rang: ms(0) },
  'contact.held': { contact: 'c', queue: 'q', agent: 'a' },
  'contact.resumed': { contact: 'c', queue: 'q', agent: 'a' },
  'contact.transferred': {
    contact: 'c',
    queue: 'q',
    agent: 'a',
    kind: 'blind',
    to: '200',
    waited: ms(1),
    talked: ms(2),
  },
  'contact.completed': {
    contact: 'c',
    queue: 'q',
    agent: 'a',
    by: 'caller',
    waited: ms(1),
    talked: ms(2),
    held: ms(3),
  },
  'contact.left': {
    contact: 'c',
    queue: 'q',
    reason: 'abandoned',
    agent: 'a',
    waited: ms(1),
    key: '9',
  },
  'agent.wrapStarted': {
    agent: 'a',
    contact: 'c',
    queue: 'q',
    visit: 1,
    channel: 'voice',
    code: 'x',
  },
  'agent.wrapEnded': { agent: 'a', contact: 'c', queue: 'q', code: 'x' },
  'agent.joinedQueue': { agent: 'a', queue: 'q', penalty: 1, paused: false },
  'agent.leftQueue': { agent: 'a', queue: 'q' },
  'agent.paused': { agent: 'a', queue: 'q', reason: '午饭' },
  'agent.unpaused': { agent: 'a', queue: 'q' },
  'agent.state': { agent: 'a', state: 'away', reason: 'lunch' },
  'queue.snapshot': { queue: 'q', waiting: 3, longest: ms(9), agents: 4 },
  'source.restarted': { reason: 'reload' },
  'source.gap': { from: moment(at), to: moment(at + 1), missed: 3 },
  'source.heartbeat': { every: ms(5000) },
  'survey.answered': { contact: 'c', agent: 'a', queue: 'q', kind: 'csat', score: 4, scale: 5 },
  'contact.judged': { contact: 'c', agent: 'a', resolved: true },
  'quality.assessed': { agent: 'a', contact: 'c', score: 91.5, compliant: true },
  'complaint.filed': { contact: 'c', agent: 'a' },
  'contact.escalated': { contact: 'c', agent: 'a' },
  'followUp.due': { contact: 'c', agent: 'a', dueBy: moment(at) },
  'followUp.done': { contact: 'c', agent: 'a' },
  'contribution.recorded': { agent: 'a', kind: 'helped' },
  'alarm.taken': { alarm: 'q:waitingPast', by: '李文静' },
  'alarm.shelved': { alarm: 'q:waitingPast', by: 'w', until: moment(at) },
  'consent.chosen': { person: 'p', audience: 'team' },
  'rank.shown': { person: 'p', hidden: true },
  'kudos.given': {
    kudos: 'k1',
    to: 'p',
    by: 'lead',
    behaviour: 'patience',
    audience: 'wall',
    visibleAt: moment(at),
  },
  'kudos.withdrawn': { kudos: 'k1', by: 'lead' },
  'replay.started': { file: 'queue_log', from: moment(at), speed: 'max' },
  'replay.ended': { file: 'queue_log', to: moment(at) },
  'site.defined': {
    definitions: {
      version: 2,
      timezone: 'Europe/Berlin',
      dayStart: 240,
      serviceLevelWithin: ms(20_000),
      queueServiceLevelWithin: { q: ms(30_000) },
      shortAbandonWithin: ms(5000),
      lostAfter: ms(14_400_000),
      handleTimeBand: { from: ms(60_000), to: ms(600_000) },
      queueHandleTimeBands: { q: { from: ms(1), to: ms(2) } },
      options: { serviceLevel: 'answeredOnly' },
    },
  },
}
function ms(value: number): EventData['source.heartbeat']['every'] {
  return value as EventData['source.heartbeat']['every']
}
function moment(value: number): EventData['alarm.shelved']['until'] {
  return value as EventData['alarm.shelved']['until']
}
