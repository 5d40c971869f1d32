import type { FloorEvent } from '../../../shared/events.ts'
import type { EpochMs } from '../../../shared/time.ts'
import { losePatience, newCaller, overflow } from './callers.ts'
import { connect, endHold, endTalk, endWrap, startHold } from './conversation.ts'
import { nextArrival, planSurge, profileOf, planSurgeCaller, startSurge } from './demand.ts'
import {
  type AgentState,
  emptyFloor,
  type Floor,
  type Happening,
  type QueueState,
  tell,
  type Visit,
} from './floor.ts'
import { checkPlan, type FloorPlan, type Surge } from './floorPlan.ts'
import { drawing } from './lengthOfTime.ts'
import { contribute } from './marks.ts'
import { duePause, endPause, endShift, freeAgent, planFirstShifts, startShift } from './roster.ts'
import { missRing } from './routing.ts'
import { callSupport, endSupport } from './support.ts'
import { uniformFrom } from './uniform.ts'

/**
 * A service floor as a queueing model, from an empty floor at `from`, for ever. Events come in order of time, as they
 * are asked for: in real time or as fast as they can be read. The same plan, seed and start give the same
 * events. @throws when the plan contradicts itself.
 */
export function* simulate(
  plan: FloorPlan,
  seed: number,
  from: EpochMs,
): Generator<FloorEvent, void, void> {
  checkPlan(plan)
  const floor = emptyFloor(plan, seed, from)
  const model = {
    floor,
    profile: profileOf(plan, from),
    contribution: contributionLength(plan, seed),
  }
  open(model)
  for (;;) {
    const entry = floor.agenda.take()
    if (entry === undefined) return
    floor.now = entry.at
    happen(model, entry.item)
    if (floor.told.length === 0) continue
    yield* floor.told
    floor.told = []
  }
}

interface Model {
  readonly floor: Floor
  readonly profile: (at: number) => number
  readonly contribution: () => number
}

const contributionLength = (plan: FloorPlan, seed: number): (() => number) =>
  drawing(plan.marks.contributionEvery, uniformFrom(seed, 'contributions'))

function open(model: Model): void {
  const { floor } = model
  planFirstShifts(floor)
  for (const queue of floor.queues.values()) planArrival(model, queue)
  for (const agent of floor.agents) planContribution(model, agent)
  planSurge(floor, 0)
  beat(floor)
}

function planArrival({ floor, profile }: Model, queue: QueueState): void {
  floor.agenda.put(nextArrival(floor, queue, profile), { type: 'arrival', queue })
}

function planContribution({ floor, contribution }: Model, agent: AgentState): void {
  floor.agenda.put(floor.now + contribution(), { type: 'contributionDue', agent })
}

function beat(floor: Floor): void {
  const every = floor.plan.heartbeatEvery
  if (every === null) return
  if (floor.now > floor.from) tell(floor, { type: 'source.heartbeat', data: { every } })
  floor.agenda.put(floor.now + every, { type: 'heartbeat' })
}

function surgeCaller(floor: Floor, surge: Surge, until: number): void {
  const queue = floor.queues.get(surge.queue)
  if (queue !== undefined && queue.waiting.length < surge.untilWaiting) newCaller(floor, queue)
  planSurgeCaller(floor, surge, until)
}

function endRing(floor: Floor, visit: Visit, attempt: number, answered: boolean): void {
  const { agent } = visit
  if (visit.stage !== 'ringing' || visit.attempt !== attempt || agent === null) return
  if (answered) connect(floor, visit, agent)
  else missRing(floor, visit, agent)
}

function happen(model: Model, it: Happening): void {
  const { floor } = model
  switch (it.type) {
    case 'arrival':
      newCaller(floor, it.queue)
      return planArrival(model, it.queue)
    case 'patienceEnds':
      return losePatience(floor, it.visit)
    case 'overflowDue':
      return overflow(floor, it.visit)
    case 'contributionDue':
      contribute(floor, it.agent)
      return planContribution(model, it.agent)
    case 'surgeStarts':
      return startSurge(floor, it.turn)
    case 'surgeArrival':
      return surgeCaller(floor, it.surge, it.until)
    case 'supportDue':
      return callSupport(floor, it.visit)
    case 'supportEnds':
      return endSupport(floor, it.queue)
    case 'heartbeat':
      return beat(floor)
    case 'tell':
      return tell(floor, it.telling)
    case 'ringEnds':
    case 'holdStarts':
    case 'holdEnds':
    case 'talkEnds':
    case 'wrapEnds':
    case 'agentFree':
      return happenAtDesk(floor, it)
    case 'shiftStarts':
    case 'shiftEnds':
    case 'pauseDue':
    case 'pauseEnds':
      return happenInRoster(floor, it)
    default:
      return it satisfies never
  }
}

type DeskHappening = Extract<
  Happening,
  { type: 'ringEnds' | `hold${string}` | 'talkEnds' | 'wrapEnds' | 'agentFree' }
>

function happenAtDesk(floor: Floor, it: DeskHappening): void {
  switch (it.type) {
    case 'ringEnds':
      return endRing(floor, it.visit, it.attempt, it.answered)
    case 'holdStarts':
      return startHold(floor, it.visit, it.agent, it.lasting)
    case 'holdEnds':
      return endHold(floor, it.visit, it.agent)
    case 'talkEnds':
      return endTalk(floor, it.visit, it.agent, it.transferred)
    case 'wrapEnds':
      return endWrap(floor, it.visit, it.agent)
    case 'agentFree':
      return freeAgent(floor, it.agent)
    default:
      return it satisfies never
  }
}

type RosterHappening = Extract<Happening, { type: `shift${string}` | `pause${string}` }>

function happenInRoster(floor: Floor, it: RosterHappening): void {
  switch (it.type) {
    case 'shiftStarts':
      return startShift(floor, it.agent)
    case 'shiftEnds':
      return endShift(floor, it.agent)
    case 'pauseDue':
      return duePause(floor, it.agent, it.pause, it.term)
    case 'pauseEnds':
      if (it.agent.stage === 'paused' && it.agent.term === it.term) endPause(floor, it.agent)
      return undefined
    default:
      return it satisfies never
  }
}
