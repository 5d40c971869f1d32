import { expect, test } from 'vitest'
import type {
  Delta,
  Join,
  JoinRefusal,
  ReloadOrder,
  ServerToScreen,
  Snapshot,
  Tick,
  Welcome,
} from '../../../shared/protocol/messages.ts'
import { PROTOCOL_VERSION, WALL } from '../../../shared/protocol/messages.ts'
import { type Json, diff } from '../../../shared/protocol/diff.ts'
import { epochMs } from '../../../shared/time.ts'
import type { ScreenSettings, WallView } from '../../../shared/views.ts'
import recorded from './wire.v1.json' with { type: 'json' }

/** Every member of every message set, so that a new, lost or renamed one shows. */
const view: Required<WallView> = {
  site: { id: 'main', name: { 'zh-CN': '上海', en: 'Shanghai' }, timezone: 'Asia/Shanghai' },
  windowMinutes: 30,
  shift: { 'zh-CN': '早班', en: 'Early' },
  replay: { file: 'queue_log', speed: 60, ended: false },
  phase: 'open',
  opensAt: null,
  freshness: 'live',
  metrics: {
    asa: {
      value: 14,
      unit: 'seconds',
      n: 41,
      provisional: false,
      target: { kind: 'atMost', value: 20 },
      scale: [0, 45],
      warning: null,
    },
  },
  queues: [
    {
      id: 'sales',
      name: { 'zh-CN': '销售', en: 'Sales' },
      waiting: 2,
      callers: { 7: epochMs(1_763_800_000_000), 8: epochMs(1_763_800_004_000) },
      longestSince: epochMs(1_763_800_000_000),
      free: 3,
      amberAfter: 60,
      redAfter: 120,
      metrics: {},
      staleSince: null,
    },
  ],
  alarms: [
    {
      id: 'sales:longest',
      level: 'P1',
      queue: 'sales',
      reason: { kind: 'longestPast', seconds: 240 },
      since: epochMs(1_763_800_000_000),
      state: 'active',
      recoveredAt: null,
      owner: { name: { 'zh-CN': '安娜', en: 'Ana' }, at: epochMs(1_763_800_001_000) },
      shelvedUntil: null,
    },
  ],
  definitions: 1,
  people: null,
}
const [queue] = view.queues
const later: WallView = {
  ...view,
  queues: [
    { ...queue!, waiting: 1, callers: { 8: epochMs(1_763_800_004_000) }, longestSince: null },
  ],
  alarms: [],
}
const settings: Required<ScreenSettings> = {
  id: 'north',
  layout: 'auto',
  theme: 'night',
  language: 'zh-CN',
  inches: 55,
  farthestSeatMetres: 12,
  sound: false,
  reducedMotion: false,
}
const snapshot: Required<Snapshot> = {
  epoch: 'k3x9',
  revision: 41,
  at: epochMs(1_763_800_006_000),
  view,
}
const delta: Required<Delta> = {
  epoch: 'k3x9',
  from: 41,
  revision: 42,
  at: epochMs(1_763_800_006_100),
  patch: diff(view as unknown as Json, later as unknown as Json) ?? {},
}
const tick: Required<Tick> = {
  epoch: 'k3x9',
  revision: 42,
  at: epochMs(1_763_800_007_000),
  heard: epochMs(1_763_800_006_100),
  rate: 1,
}
const join: Required<Join> = { protocol: 1, site: 'main', screen: 'north', build: 'b1' }
const welcome: Required<Welcome> = { protocol: 1, build: 'b1', settings, snapshot, tick }
const refusal: JoinRefusal = { refused: 'UNKNOWN_SITE' }
const reload: Required<ReloadOrder> = { build: 'b2', within: 30_000 }
const fromServer: { [K in keyof ServerToScreen]: Parameters<ServerToScreen[K]>[0] } = {
  delta,
  tick,
  snapshot,
  settings,
  reload,
}

const wire = { version: PROTOCOL_VERSION, namespace: WALL, join, welcome, refusal, fromServer }

test('[P12] the wire is as recorded for its version: another shape needs another PROTOCOL_VERSION', () => {
  expect(
    JSON.stringify(wire, null, 2),
    'the wire changed: raise PROTOCOL_VERSION and record the new samples beside the old',
  ).toBe(JSON.stringify(recorded, null, 2))
})

test('[P4] a delta of one caller answered costs less than a fifth of the snapshot', () => {
  expect(JSON.stringify(delta).length).toBeLessThan(JSON.stringify(snapshot).length / 5)
})
