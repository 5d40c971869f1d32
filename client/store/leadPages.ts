import { createStore, type StoreApi } from 'zustand/vanilla'

/** What stands beside the rail. */
export type LeadPage =
  | { readonly type: 'home' | 'people' | 'publication' }
  | {
      readonly type: 'give'
      readonly person: string
      /** The fact it began with, or null when a person was chosen. */
      readonly moment: string | null
      readonly from: 'home' | 'people'
    }

export interface LeadPages {
  readonly page: LeadPage
  readonly go: (page: LeadPage) => void
}

export const createLeadPages = (): StoreApi<LeadPages> =>
  createStore<LeadPages>()((set) => ({
    page: { type: 'home' },
    go: (page) => set({ page }),
  }))
