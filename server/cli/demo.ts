import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { epochMs } from '../../shared/time.ts'
import { createCalendar } from '../config/calendar.ts'
import { EnvironmentFault, type Environment } from '../config/environment.ts'
import { packageRoot } from '../packageRoot.ts'
import { demoPlan } from '../sources/simulated/demoPlan.ts'
import { defaultBackfill, SimulatedFloor } from '../sources/simulated/simulatedFloor.ts'
import { writeDemoSite } from './demoSite.ts'
import { DemoPeople } from './demoPeople.ts'
import type { ServeOptions } from './serve.ts'

/** A demo keeps its data apart and listens on this machine alone, whatever the settings of a real floor. */
const settingsOfDemo = {
  HOST: '127.0.0.1',
  LOG_LEVEL: 'warn',
  SITE_FILES: `${packageRoot()}docs/demo-site.yaml`,
}

/**
 * The whole server with a simulated floor as its source: 90 min of history, then live.
 * @param options.speed times real time. @param options.seed which floor.
 * @throws EnvironmentFault when an option is none.
 */
export function demoServer(
  settingsOf: (defaults: Readonly<Record<string, string>>) => Environment,
  options: { readonly speed: string; readonly seed: string },
): ServeOptions {
  const speed = positive('--speed', options.speed)
  const seed = positive('--seed', options.seed)
  const environment = settingsOf(settingsOfDemo)
  const dataDirectory = join(environment.dataDirectory, 'demo')
  const own = environment.siteFiles?.join() !== settingsOfDemo.SITE_FILES
  return {
    environment: {
      ...environment,
      // Ready links let anybody in: never on an address that others reach.
      host: '127.0.0.1',
      openWalls: true,
      dataDirectory,
      siteFiles: own
        ? environment.siteFiles
        : [writeDemoSite(settingsOfDemo.SITE_FILES, dataDirectory, Date.now())],
    },
    greeting: 'Starboard 星光榜 · a simulated floor 模拟现场 · Ctrl-C ends it',
    readyLinks: true,
    moreSources: (site, ports) => {
      const { timezone, dayStart } = site.definitions
      const plan = demoPlan({
        calendar: createCalendar(timezone, dayStart),
        backfill: defaultBackfill,
      })
      return [
        new SimulatedFloor({
          plan,
          seed,
          speed,
          clock,
          checkpoints: ports,
          notice: (text) => ports.notice(text),
        }),
        new DemoPeople(site.people, ports),
      ]
    },
  }
}

const clock = {
  now: () => epochMs(Date.now()),
  sleep: (ms: number, signal: AbortSignal) =>
    wait(ms, undefined, { signal }).catch(() => undefined),
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new EnvironmentFault([`${name}: must be a number above 0, such as 1 or 60, not ${text}`])
}
