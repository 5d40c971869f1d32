import { defaultDefinitions } from '../../shared/events.ts'
import type { Definitions } from '../../shared/events.ts'
import { isTimezone } from '../config/timezone.ts'

/** Something the caller must change; the message says what. */
export class UsageFault extends Error {
  override readonly name = 'UsageFault'
}

const timeOfDay = /^([01]\d|2[0-3]):([0-5]\d)$/

function minutesOf(text: string): number {
  const [, hours, minutes] = timeOfDay.exec(text) ?? []
  if (hours === undefined || minutes === undefined) {
    throw new UsageFault(`--day-start ${text}: must be a local time such as 00:00 or 05:30`)
  }
  return Number(hours) * 60 + Number(minutes)
}

function timezoneOf(text: string, origin: string): string {
  if (isTimezone(text)) return text
  throw new UsageFault(`${origin} ${text}: must be an IANA time zone such as Asia/Shanghai`)
}

/** What of the command line decides how things are counted. */
export interface CountingOptions {
  readonly timezone?: string
  readonly dayStart?: string
}

/**
 * Definitions of a report: the command line over the site file over the environment over this machine.
 * @throws UsageFault
 */
export function reportSettings(
  options: CountingOptions,
  site: Omit<Definitions, 'version'> | null,
  environment: Readonly<Record<string, string | undefined>>,
): Definitions {
  const base: Definitions = { ...defaultDefinitions, ...site }
  const { timezone, dayStart } = options
  return {
    ...base,
    timezone:
      timezone === undefined
        ? (site?.timezone ?? machineTimezone(environment['SITE_TIMEZONE']))
        : timezoneOf(timezone, '--timezone'),
    dayStart: dayStart === undefined ? base.dayStart : minutesOf(dayStart),
  }
}

/** SITE_TIMEZONE, else the zone of this machine. */
export const machineTimezone = (named: string | undefined): string =>
  named === undefined || named === ''
    ? new Intl.DateTimeFormat('en').resolvedOptions().timeZone
    : timezoneOf(named, 'SITE_TIMEZONE')
