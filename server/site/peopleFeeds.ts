import { randomBytes } from 'node:crypto'
import type { EventData, FloorEvent } from '../../shared/events.ts'
import type { ActAnswer } from '../../shared/protocol/people.ts'
import { after, MINUTE, type EpochMs } from '../../shared/time.ts'
import { explain } from '../core/people/explain.ts'
import { agentView, leadView } from '../core/recognition/recognitionViews.ts'
import type { AgentFeed } from '../push/agentScreensPorts.ts'
import type { LeadFeed } from '../push/leadScreensPorts.ts'
import type { SiteTime } from '../push/personalRooms.ts'
import type { HouseAccess } from './houseAccess.ts'
import type { Sites } from './sites.ts'

export interface PeopleFeedsOptions {
  readonly sites: Sites
  readonly access: HouseAccess
  readonly now: () => EpochMs
}

type Act = 'alarm.taken' | 'alarm.shelved' | 'consent.chosen' | 'rank.shown'

/** What leads' tablets and agents' pages ask of the house; a person's act goes in by the same door as all else. */
export const peopleFeeds = (
  options: PeopleFeedsOptions,
): { readonly lead: LeadFeed; readonly agent: AgentFeed } => ({
  lead: leadFeed(options),
  agent: agentFeed(options),
})

function leadFeed(options: PeopleFeedsOptions): LeadFeed {
  const { sites, access } = options
  const time = (site: string): SiteTime => timeOf(options, site)
  const alarmAct = async (
    site: string,
    alarm: string,
    done: () => Promise<ActAnswer>,
  ): Promise<ActAnswer> =>
    sites.named(site)?.run.board.alarms.get(alarm)?.phase === 'active'
      ? done()
      : { code: 'UNKNOWN_ALARM' }
  return {
    tablet: (token) => access.tablet(token),
    unlock: (tablet, pin) => access.unlock(tablet, pin),
    view: (site, lead) => {
      const open = sites.named(site)
      return open?.run.live ? leadView(lead, open.run.parts()) : null
    },
    time,
    thank: (site, lead, thank) => access.thank(site, lead, thank),
    withdraw: (site, lead, kudos) => access.withdraw(site, lead, kudos),
    takeAlarm: (site, lead, alarm) =>
      alarmAct(site, alarm, () => act(options, site, 'alarm.taken', { alarm, by: lead })),
    shelveAlarm: (site, lead, alarm, minutes) => {
      const until = after(time(site).at, minutes * MINUTE)
      return alarmAct(site, alarm, () =>
        act(options, site, 'alarm.shelved', { alarm, by: lead, until }),
      )
    },
  }
}

function agentFeed(options: PeopleFeedsOptions): AgentFeed {
  const { sites, access } = options
  return {
    session: (token) => access.session(token),
    view: (site, person) => {
      const open = sites.named(site)
      return open?.run.live ? agentView(person, open.run.parts()) : null
    },
    time: (site) => timeOf(options, site),
    chooseAudience: (site, person, audience) =>
      act(options, site, 'consent.chosen', { person, audience }),
    hideRank: (site, person, hidden) => act(options, site, 'rank.shown', { person, hidden }),
    explain: async (site, person) => {
      const run = sites.named(site)?.run
      return run ? explain(run.recognition.people, run.floor, run.config, person) : null
    },
  }
}

async function act<T extends Act>(
  { sites, now }: PeopleFeedsOptions,
  site: string,
  type: T,
  data: EventData[T],
): Promise<ActAnswer> {
  const open = sites.named(site)
  if (!open) return { code: 'UNAVAILABLE' }
  const id = `${type}:${now()}:${randomBytes(6).toString('base64url')}`
  const source = `starboard:${open.run.config.id}`
  await open.door.admit([{ id, source, type, time: now(), data } as unknown as FloorEvent])
  return { ok: true }
}

function timeOf({ sites, now }: PeopleFeedsOptions, site: string): SiteTime {
  const open = sites.named(site)
  if (!open) return { at: now(), heard: null, rate: 1 }
  const { at, heard, rate } = open.run.tick()
  return { at, heard, rate }
}
