import { createStore, type StoreApi } from 'zustand/vanilla'
import { applyDelta } from '../../shared/protocol/apply.ts'
import type { Delta, JoinRefusal, Snapshot, Tick, Welcome } from '../../shared/protocol/messages.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { ScreenSettings, WallView } from '../../shared/views.ts'
import { noLink, passed, rememberedLink, updated, type Link } from './link.ts'
import { reckon, setClock, type SiteClock } from './siteClock.ts'

/** Everything a wall knows. `local` arguments are the page's steady counter in ms. */
export interface WallState {
  readonly settings: ScreenSettings | null
  readonly snapshot: Snapshot | null
  readonly view: WallView | null
  readonly link: Link
  readonly clock: SiteClock | null
  /** Site time, set once a second: what the words that count up are made from. */
  readonly now: EpochMs | null
  /** The same, set every other second: digits change at most that often. */
  readonly evenNow: EpochMs | null
  /** Site time of the last tick. */
  readonly lastTickAt: EpochMs | null
  readonly heard: EpochMs | null
  readonly refused: JoinRefusal['refused'] | null
  /** Ticks in a row that spoke of a later revision than the one here. */
  readonly ahead: number

  welcome(welcome: Welcome, local: number): void
  refuse(reason: JoinRefusal['refused']): void
  /** 'gap': ask for a snapshot. */
  tick(tick: Tick, local: number): 'gap' | 'ok'
  delta(delta: Delta): 'gap' | 'ok'
  replace(snapshot: Snapshot): void
  configure(settings: ScreenSettings): void
  beat(local: number): void
}

export type WallStore = StoreApi<WallState>

/** What a screen keeps over a restart without network. [P13] */
export interface LastBoard {
  readonly snapshot: Snapshot
  readonly settings: ScreenSettings
}

type Facts = Omit<
  WallState,
  'welcome' | 'refuse' | 'tick' | 'delta' | 'replace' | 'configure' | 'beat'
>

const nothing: Facts = {
  settings: null,
  snapshot: null,
  view: null,
  link: noLink,
  clock: null,
  now: null,
  evenNow: null,
  lastTickAt: null,
  heard: null,
  refused: null,
  ahead: 0,
}

function remembered(board: LastBoard, local: number): Facts {
  const { snapshot, settings } = board
  const clock = setClock(null, { at: snapshot.at, rate: 0 }, local)
  return {
    ...nothing,
    settings,
    snapshot,
    view: snapshot.view,
    link: rememberedLink(local),
    clock,
    now: snapshot.at,
    evenNow: snapshot.at,
    lastTickAt: snapshot.at,
  }
}

function ticked(state: Facts, tick: Tick, local: number): Partial<Facts> {
  const clock = setClock(state.clock, tick, local)
  const behind =
    state.snapshot !== null &&
    (tick.epoch !== state.snapshot.epoch || tick.revision > state.snapshot.revision)
  const facts = {
    clock,
    link: updated(state.link, local),
    lastTickAt: tick.at,
    heard: tick.heard,
    ahead: behind ? state.ahead + 1 : 0,
  }
  if (clock.era === state.clock?.era && state.now !== null) return facts
  return { ...facts, now: tick.at, evenNow: tick.at }
}

/** Every second `now`, every other `evenNow`; the screen's words follow from them. */
function beaten(state: Facts, local: number): Partial<Facts> {
  const link = passed(state.link, local)
  const change: { -readonly [K in keyof Facts]?: Facts[K] } = {}
  if (link !== state.link) change.link = link
  if (state.clock === null) return change
  const now = reckon(state.clock, local)
  const crossed = (last: number | null, step: number): boolean =>
    last === null || Math.floor(now / step) !== Math.floor(last / step)
  if (crossed(state.now, 1000)) change.now = now
  if (crossed(state.evenNow, 2000)) change.evenNow = now
  return change
}

/** @param overrides what the address sets, whatever the server says */
export function createWallStore(
  board: LastBoard | null,
  local: number,
  overrides: Partial<ScreenSettings> = {},
): WallStore {
  return createStore<WallState>()((set, get) => ({
    ...(board
      ? remembered({ ...board, settings: { ...board.settings, ...overrides } }, local)
      : nothing),
    welcome: ({ settings, snapshot, tick }, at) => {
      set({
        settings: { ...settings, ...overrides },
        snapshot,
        view: snapshot.view,
        refused: null,
        ahead: 0,
      })
      set(ticked(get(), tick, at))
    },
    refuse: (reason) => set({ refused: reason }),
    tick: (tick, at) => {
      set(ticked(get(), tick, at))
      return get().ahead > 1 ? 'gap' : 'ok'
    },
    delta: (delta) => {
      const { snapshot } = get()
      const next = snapshot === null ? 'gap' : applyDelta(snapshot, delta)
      if (next === 'gap') return 'gap'
      set({ snapshot: next, view: next.view })
      return 'ok'
    },
    replace: (snapshot) => set({ snapshot, view: snapshot.view, ahead: 0 }),
    configure: (settings) => set({ settings: { ...settings, ...overrides } }),
    beat: (at) => {
      const change = beaten(get(), at)
      if (Object.keys(change).length > 0) set(change)
    },
  }))
}
