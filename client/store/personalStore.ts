import { createStore, type StoreApi } from 'zustand/vanilla'
import { applyDelta } from '../../shared/protocol/apply.ts'
import type { Delta, Tick } from '../../shared/protocol/messages.ts'
import type { PersonalSnapshot, PersonalWelcome } from '../../shared/protocol/people.ts'
import type { EpochMs } from '../../shared/time.ts'
import type { Freshness, Language } from '../../shared/views.ts'
import { noLink, passed, updated, type Link } from './link.ts'
import { reckon, setClock, type SiteClock } from './siteClock.ts'

/** Where a person's screen stands. Only `open` shows anything of the floor. */
export type Phase = 'connecting' | 'locked' | 'open' | 'notPaired' | 'otherVersion' | 'noPerson'

/** What a tablet or an agent's page knows. `local` arguments are the page's steady counter in ms. */
export interface PersonalState<View> {
  readonly phase: Phase
  readonly language: Language | null
  readonly snapshot: PersonalSnapshot<View> | null
  readonly view: View | null
  readonly link: Link
  readonly clock: SiteClock | null
  /** Site time, set once a second. */
  readonly now: EpochMs | null
  readonly lastTickAt: EpochMs | null
  readonly heard: EpochMs | null
  /** Ticks in a row that spoke of another revision than the one here. */
  readonly ahead: number

  welcome(welcome: PersonalWelcome<View>, local: number): void
  /** Leaves the board and forgets it. */
  leave(phase: Exclude<Phase, 'open'>, language?: Language): void
  /** 'gap': ask for a snapshot. */
  tick(tick: Tick, local: number): 'gap' | 'ok'
  delta(delta: Delta): 'gap' | 'ok'
  replace(snapshot: PersonalSnapshot<View>): void
  beat(local: number): void
}

export type PersonalStore<View> = StoreApi<PersonalState<View>>

const nothing = {
  snapshot: null,
  view: null,
  link: noLink,
  clock: null,
  now: null,
  lastTickAt: null,
  heard: null,
  ahead: 0,
} as const

export function createPersonalStore<View>(): PersonalStore<View> {
  return createStore<PersonalState<View>>()((set, get) => ({
    phase: 'connecting',
    language: null,
    ...nothing,
    welcome: ({ language, snapshot, tick }, local) => {
      set({ phase: 'open', language, snapshot, view: snapshot.view, ahead: 0 })
      set(ticked(get(), tick, local))
    },
    leave: (phase, language) => set({ ...nothing, phase, language: language ?? get().language }),
    tick: (tick, local) => {
      if (get().snapshot === null) return 'ok'
      set(ticked(get(), tick, local))
      return get().ahead > 1 ? 'gap' : 'ok'
    },
    delta: (delta) => {
      const { snapshot } = get()
      if (snapshot === null) return 'ok'
      const next = applyDelta(snapshot, delta)
      if (next === 'gap') return 'gap'
      set({ snapshot: next, view: next.view })
      return 'ok'
    },
    replace: (snapshot) => set({ snapshot, view: snapshot.view, ahead: 0 }),
    beat: (local) => {
      const { link, clock, now } = get()
      const later = clock === null ? null : reckon(clock, local)
      const crossed = later !== null && Math.floor(later / 1000) !== Math.floor((now ?? 0) / 1000)
      const next = passed(link, local)
      if (next !== link) set({ link: next })
      if (crossed) set({ now: later })
    },
  }))
}

type Facts = Pick<
  PersonalState<unknown>,
  'clock' | 'link' | 'lastTickAt' | 'heard' | 'ahead' | 'now'
>

function ticked(state: PersonalState<unknown>, tick: Tick, local: number): Partial<Facts> {
  const clock = setClock(state.clock, tick, local)
  const { snapshot } = state
  const behind =
    snapshot !== null && (tick.epoch !== snapshot.epoch || tick.revision > snapshot.revision)
  const facts = {
    clock,
    link: updated(state.link, local),
    lastTickAt: tick.at,
    heard: tick.heard,
    ahead: behind ? state.ahead + 1 : 0,
  }
  return clock.era === state.clock?.era && state.now !== null ? facts : { ...facts, now: tick.at }
}

/** What the screen may claim: the worse of the data's freshness and the connection's. [P6] */
export function personalFreshness({
  link,
  view,
}: PersonalState<{ readonly freshness: Freshness }>): Freshness {
  if (link.state === 'lost' || link.state === 'stale') return link.state
  return view?.freshness ?? 'noData'
}
