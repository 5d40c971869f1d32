import { z } from 'zod'
import { leaveReasons, type EventData, type EventType } from '../../shared/events.ts'
import { audiences } from '../../shared/people.ts'
import {
  choiceOf,
  duration,
  moment,
  nameOf,
  numberIn,
  wholeNumber,
  yesOrNo,
} from './eventFields.ts'

const name = nameOf(128)
const word = nameOf(128)
const count = wholeNumber(0, 1_000_000)

const maybe = <T extends z.ZodType>(schema: T): z.ZodExactOptional<T> => schema.exactOptional()
const data = <S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> =>
  z.strictObject(shape, 'must be an object')

const visit = {
  contact: name,
  queue: name,
  visit: maybe(wholeNumber(1, 1_000_000)),
  channel: maybe(word),
}
const maybeVisit = {
  contact: maybe(name),
  queue: maybe(name),
  visit: visit.visit,
  channel: visit.channel,
}
const audience = choiceOf(audiences)
const band = data({ from: duration, to: duration })
const agentOfContact = { contact: name, agent: maybe(name) }
const survey = data({
  ...agentOfContact,
  queue: maybe(name),
  kind: choiceOf(['csat', 'nps']),
  score: numberIn(0, 10),
  scale: z.literal([5, 10], 'must be 5 or 10'),
}).check((context) => {
  const { score, scale, kind } = context.value
  const reason =
    score > scale
      ? `must be at most ${scale}, as the scale says`
      : kind === 'nps' && scale !== 10
        ? 'must come with scale 10, as the kind nps has no other'
        : null
  if (reason) {
    context.issues.push({ code: 'custom', path: ['score'], message: reason, input: score })
  }
})

type Schemas = { readonly [T in EventType]: z.ZodType<EventData[T]> }
type Both<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never
/** Once as they are, and once with every member asked for, so that none is optional on one side alone. */
type Same<A, B> = Both<A, B> & Both<Required<A>, Required<B>>

/** Compiles only where each schema lets through its event's data, and all of it. */
const exactly = <S extends Schemas>(
  schemas: S & { readonly [T in EventType]: Same<z.output<S[T]>, EventData[T]> },
): S => schemas

/** What the data of each event may hold, and nothing else. [E1] */
export const eventData = exactly({
  'contact.queued': data({
    ...visit,
    position: maybe(count),
    priority: maybe(wholeNumber(-1000, 1_000_000)),
  }),
  'agent.offered': data({ ...visit, agent: name, attempt: maybe(count) }),
  'agent.offerEnded': data({
    ...visit,
    agent: name,
    reason: choiceOf(['noAnswer', 'cancelled', 'rejected', 'failed']),
    rang: maybe(duration),
  }),
  'contact.connected': data({
    ...visit,
    agent: name,
    waited: maybe(duration),
    rang: maybe(duration),
  }),
  'contact.held': data({ ...visit, agent: maybe(name) }),
  'contact.resumed': data({ ...visit, agent: maybe(name) }),
  'contact.transferred': data({
    ...visit,
    agent: maybe(name),
    kind: choiceOf(['blind', 'attended']),
    to: maybe(word),
    waited: maybe(duration),
    talked: maybe(duration),
  }),
  'contact.completed': data({
    ...visit,
    agent: maybe(name),
    by: choiceOf(['caller', 'agent', 'transfer', 'lost', 'unknown']),
    waited: maybe(duration),
    talked: maybe(duration),
    held: maybe(duration),
  }),
  'contact.left': data({
    ...visit,
    reason: choiceOf(leaveReasons),
    agent: maybe(name),
    waited: maybe(duration),
    key: maybe(word),
  }),
  'agent.wrapStarted': data({ ...maybeVisit, agent: name, code: maybe(word) }),
  'agent.wrapEnded': data({ ...maybeVisit, agent: name, code: maybe(word) }),
  'agent.joinedQueue': data({
    agent: name,
    queue: name,
    penalty: maybe(count),
    paused: maybe(yesOrNo),
  }),
  'agent.leftQueue': data({ agent: name, queue: name }),
  'agent.paused': data({ agent: name, queue: maybe(name), reason: maybe(word) }),
  'agent.unpaused': data({ agent: name, queue: maybe(name) }),
  'agent.state': data({
    agent: name,
    state: choiceOf(['available', 'away', 'offline']),
    reason: maybe(word),
  }),
  'queue.snapshot': data({
    queue: name,
    waiting: count,
    longest: maybe(duration),
    agents: maybe(count),
  }),
  'source.restarted': data({ reason: maybe(word) }),
  'source.gap': data({
    from: maybe(moment),
    to: maybe(moment),
    missed: maybe(wholeNumber(0, 1e12)),
  }),
  'source.heartbeat': data({ every: duration }),
  'survey.answered': survey,
  'contact.judged': data({ ...agentOfContact, resolved: yesOrNo }),
  'quality.assessed': data({
    agent: name,
    contact: maybe(name),
    score: numberIn(0, 100),
    compliant: yesOrNo,
  }),
  'complaint.filed': data(agentOfContact),
  'contact.escalated': data(agentOfContact),
  'followUp.due': data({ ...agentOfContact, dueBy: maybe(moment) }),
  'followUp.done': data(agentOfContact),
  'contribution.recorded': data({
    agent: name,
    kind: choiceOf(['helped', 'knowledge', 'training', 'idea']),
  }),
  'alarm.taken': data({ alarm: nameOf(256), by: name }),
  'alarm.shelved': data({ alarm: nameOf(256), by: name, until: moment }),
  'consent.chosen': data({ person: name, audience }),
  'rank.shown': data({ person: name, hidden: yesOrNo }),
  'kudos.given': data({
    kudos: name,
    to: name,
    by: name,
    behaviour: name,
    audience,
    visibleAt: moment,
  }),
  'kudos.withdrawn': data({ kudos: name, by: name }),
  'replay.started': data({
    file: nameOf(512),
    from: moment,
    speed: z.union([numberIn(0.001, 1e9), z.literal('max')], 'must be a number above 0, or max'),
  }),
  'replay.ended': data({ file: nameOf(512), to: moment }),
  'site.defined': data({
    definitions: data({
      version: wholeNumber(1, 1e9),
      timezone: nameOf(64),
      dayStart: wholeNumber(0, 1439),
      serviceLevelWithin: duration,
      queueServiceLevelWithin: z.record(name, duration),
      shortAbandonWithin: duration,
      lostAfter: duration,
      handleTimeBand: maybe(band),
      queueHandleTimeBands: maybe(z.record(name, band)),
      options: maybe(z.record(name, name)),
      scheme: maybe(name),
    }),
  }),
})
