import { expect, test } from 'vitest'
import {
  LEAD,
  ME,
  PEOPLE_PROTOCOL_VERSION,
  actRefusals,
  handshakeRefusals,
  shelveMinutes,
  type Handshake,
  type LockedTablet,
  type PersonalJoin,
  type PersonalRefusal,
  type PersonalSnapshot,
  type PersonalWelcome,
  type Thank,
  type ThankAnswer,
  type UnlockAnswer,
} from '../../../shared/protocol/people.ts'
import type { AgentView } from '../../../shared/agentView.ts'
import type { LeadView } from '../../../shared/leadView.ts'
import type { Tick } from '../../../shared/protocol/messages.ts'
import { epochMs } from '../../../shared/time.ts'
import { leadStates } from '../../support/peopleFixtures.ts'
import { agentStates, explanation } from '../../support/peopleFixturesAgent.ts'
import recorded from './people.v1.json' with { type: 'json' }

const at = epochMs(1_763_800_000_000)
const tick: Required<Tick> = { epoch: 'k3x9.1', revision: 4, at, heard: at, rate: 1 }
const lead: LeadView = leadStates.alarmTaken
const agent: AgentView = agentStates.glance
const snapshot: PersonalSnapshot<LeadView> = { epoch: 'k3x9.1', revision: 4, at, view: lead }
const welcome: PersonalWelcome<AgentView> = {
  protocol: 1,
  build: 'b1',
  language: 'zh-CN',
  snapshot: { epoch: 'k3x9.2', revision: 1, at, view: agent },
  tick,
}
const handshake: Handshake = { token: 't' }
const join: PersonalJoin = { protocol: 1, build: 'b1' }
const locked: LockedTablet = { locked: true, protocol: 1, build: 'b1', language: 'en' }
const refusals: readonly PersonalRefusal[] = [
  { refused: 'PROTOCOL' },
  { refused: 'UNKNOWN_PERSON' },
]
const thank: Required<Thank> = {
  id: 'k1',
  to: 'chenxiao',
  behaviour: 'solved',
  reason: '三段账单一次讲清。',
  audience: 'wall',
}
const thankAnswers: readonly ThankAnswer[] = [{ ok: true, visibleAt: at }, { code: 'TOO_SHORT' }]
const unlockAnswers: readonly UnlockAnswer[] = [
  { code: 'WRONG_PIN', triesLeft: 4 },
  { code: 'LOCKED_OUT', seconds: 300 },
]

const named = (codes: readonly string[]) => Object.fromEntries(codes.map((code) => [code, true]))

const wire = {
  version: PEOPLE_PROTOCOL_VERSION,
  namespaces: [LEAD, ME],
  refused: named([...handshakeRefusals, ...actRefusals]),
  shelveMinutes,
  handshake,
  join,
  locked,
  refusals,
  snapshot,
  welcome,
  thank,
  thankAnswers,
  unlockAnswers,
  explanation,
}

test('[P12] the people’s wire is as recorded for its version: another shape needs another version', () => {
  expect(
    shapeOf(wire),
    'the wire changed: raise PEOPLE_PROTOCOL_VERSION and record the new shape beside the old',
  ).toEqual(recorded)
})

/** Members and kinds of values; lists by their first element, so that other figures change nothing. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.every(isPlain) ? value.map(kindOf) : [shapeOf(value[0])]
  if (typeof value !== 'object' || value === null) return kindOf(value)
  return Object.fromEntries(Object.entries(value).map(([name, own]) => [name, shapeOf(own)]))
}

const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null
const kindOf = (value: unknown): string => (value === null ? 'null' : typeof value)
