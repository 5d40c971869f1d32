import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { AgentView } from '../../shared/agentView.ts'
import type { AgentConnection } from '../net/agentConnection.ts'
import type { PersonalState, PersonalStore } from './personalStore.ts'

export interface AgentDesk {
  readonly board: PersonalStore<AgentView>
  /** Null until the page has connected. */
  readonly connection: () => AgentConnection | null
}

export const AgentContext = createContext<AgentDesk | null>(null)

export function useAgentDesk(): AgentDesk {
  const desk = use(AgentContext)
  if (desk === null) throw new Error('No page here: render inside <AgentContext value={desk}>.')
  return desk
}

/** One value of the page. */
export const useAgent = <T>(select: (state: PersonalState<AgentView>) => T): T =>
  useStore(useAgentDesk().board, select)
