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
import type { OpenSite } from './openSite.ts'
import type { Sites } from './sites.ts'

export interface PeopleFeedsOptions {
  readonly sites: Sites
  readonly access: HouseAccess
  readonly now: () => EpochMs
}

type Act = 'alarm.taken' | 'alarm.shelved' | 'consent.chosen' | 'rank.shown'

/** What leads' tablets and agents' pages ask of the house; a person's act goes in by the same door as all else. */
export function peopleFeeds(options: PeopleFeedsOptions): {
  readonly lead: LeadFeed
  readonly agent: AgentFeed
} {
  const { sites, access, now } = options
  const act = async <T extends Act>(
    site: string,
    type: T,
    data: EventData[T],
  ): Promise<ActAnswer> => {
    const open = sites.named(site)
    if (!open) return { code: 'UNAVAILABLE' }
    const id = `${type}:${now()}:${randomBytes(6).toString('base64url')}`
    const source = `starboard:${open.run.config.id}`
    await open.door.admit([{ id, source, type, time: now(), data } as unknown as FloorEvent])
    return { ok: true }
  }
  const alarmAct = async (
    site: string,
    alarm: string,
    done: () => Promise<ActAnswer>,
  ): Promise<ActAnswer> =>
    sites.named(site)?.run.board.alarms.get(alarm)?.phase === 'active'
      ? done()
      : { code: 'UNKNOWN_ALARM' }
  const time = (site: string): SiteTime => timeOf(sites.named(site), now)
  return {
    lead: {
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
        alarmAct(site, alarm, () => act(site, 'alarm.taken', { alarm, by: lead })),
      shelveAlarm: (site, lead, alarm, minutes) =>
        alarmAct(site, alarm, () =>
          act(site, 'alarm.shelved', {
            alarm,
            by: lead,
            until: after(time(site).at, minutes * MINUTE),
          }),
        ),
    },
    agent: {
      session: (token) => access.session(token),
      view: (site, person) => {
        const open = sites.named(site)
        return open?.run.live ? agentView(person, open.run.parts()) : null
      },
      time,
      chooseAudience: (site, person, audience) => act(site, 'consent.chosen', { person, audience }),
      hideRank: (site, person, hidden) => act(site, 'rank.shown', { person, hidden }),
      explain: async (site, person) => {
        const run = sites.named(site)?.run
        return run ? explain(run.recognition.people, run.floor, run.config, person) : null
      },
    },
  }
}

function timeOf(open: OpenSite | null, now: () => EpochMs): SiteTime {
  if (!open) return { at: now(), heard: null, rate: 1 }
  const { at, heard, rate } = open.run.tick()
  return { at, heard, rate }
}
