import { createContext, use } from 'react'
import { useStore, type StoreApi } from 'zustand'
import type { LeadView } from '../../shared/leadView.ts'
import type { LeadConnection } from '../net/leadConnection.ts'
import type { LeadPages } from './leadPages.ts'
import type { OutboxState, OutboxStore } from './outboxStore.ts'
import type { PersonalState, PersonalStore } from './personalStore.ts'

/** All a tablet's parts work with. */
export interface LeadDesk {
  readonly board: PersonalStore<LeadView>
  readonly outbox: OutboxStore
  readonly pages: StoreApi<LeadPages>
  /** Null until the page has connected. */
  readonly connection: () => LeadConnection | null
}

export const LeadContext = createContext<LeadDesk | null>(null)

export function useLeadDesk(): LeadDesk {
  const desk = use(LeadContext)
  if (desk === null) throw new Error('No tablet here: render inside <LeadContext value={desk}>.')
  return desk
}

/** One value of the tablet's board. */
export const useLead = <T>(select: (state: PersonalState<LeadView>) => T): T =>
  useStore(useLeadDesk().board, select)

/** One value of the view; the fallback while there is none. */
export const useLeadView = <T>(select: (view: LeadView) => T, otherwise: T): T =>
  useLead(({ view }) => (view === null ? otherwise : select(view)))

export const useOutbox = <T>(select: (state: OutboxState) => T): T =>
  useStore(useLeadDesk().outbox, select)

export const useLeadPage = (): LeadPages => useStore(useLeadDesk().pages)
