import type { z } from 'zod'
import { defaultDefinitions, type Definitions } from '../../shared/events.ts'
import { MINUTE, millis, SECOND } from '../../shared/time.ts'
import type { Language, ScreenSettings, Target, Text } from '../../shared/views.ts'
import { nearestName } from '../core/nearestName.ts'
import { bandDefinitions } from '../core/people/scheme.ts'
import {
  defaultTargets,
  defaultThresholds,
  type AsteriskQueueLogConfig,
  type MetricTarget,
  type MetricTargets,
  type QueueConfig,
  type QueueThresholds,
  type SiteConfig,
} from '../core/siteConfig.ts'
import { peopleContradictions } from './peopleContradictions.ts'
import { peopleFrom, schemeContent, stretchOf, textOf } from './peopleFrom.ts'
import { screenWarning } from './screenLegibility.ts'
import { siteContradictions } from './siteContradictions.ts'
import { KEY_SEPARATOR } from './siteFields.ts'
import { siteSchema, type WrittenSite } from './siteSchema.ts'
import { readSiteYaml, type SiteFault, type SitePath, type SiteYaml } from './siteYaml.ts'

/** What holds where a site file does not say otherwise. */
export interface SiteDefaults {
  readonly timezone: string
  readonly language: Language
}

/** Something that works but should be looked at. */
export interface SiteWarning {
  readonly line: number
  readonly column: number
  readonly message: Text
}

export type SiteReading =
  | { readonly config: SiteConfig; readonly warnings: readonly SiteWarning[] }
  | { readonly faults: readonly SiteFault[] }

/** Reads one site file: the configuration, or every fault in it with its line and column. */
export function readSiteFile(bytes: Buffer, defaults: SiteDefaults): SiteReading {
  const yaml = readSiteYaml(bytes)
  if ('faults' in yaml) return yaml
  if (yaml.raw === null) {
    return {
      faults: [{ line: 1, column: 1, message: 'the file is empty; begin with `site: main`' }],
    }
  }
  const read = siteSchema.safeParse(yaml.raw)
  const faults = (read.error?.issues ?? []).flatMap((issue) => faultsOf(issue, yaml))
  const contradictions = [...siteContradictions(yaml.raw), ...peopleContradictions(yaml.raw)]
  for (const { path, message } of contradictions) {
    faults.push({ ...yaml.placeOf(path), message: `${named(path)}: ${message}` })
  }
  if (!read.success || faults.length > 0) {
    return { faults: faults.sort((a, b) => a.line - b.line || a.column - b.column) }
  }
  const config = siteConfigOf(read.data, defaults)
  const warnings = config.screens.flatMap((screen, place): readonly SiteWarning[] => {
    const message = screenWarning(screen)
    return message ? [{ ...yaml.placeOf(['screens', place]), message }] : []
  })
  return { config, warnings }
}

/** The configuration of a server without any site file: queues appear as events name them. */
export function defaultSite(defaults: SiteDefaults): SiteConfig {
  return siteConfigOf(siteSchema.parse({ site: 'default' }), defaults)
}

function faultsOf(issue: z.core.$ZodIssue, yaml: SiteYaml): SiteFault[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))
  if (issue.code !== 'unrecognized_keys') {
    const name = path.length > 0 ? named(path) : 'the file'
    return [{ ...yaml.placeOf(path), message: `${name}: ${issue.message}` }]
  }
  const known = issue.message.split(KEY_SEPARATOR)
  return issue.keys.map((key) => {
    const near = nearestName(key, known)
    const hint = near ? `did you mean \`${near}\`?` : `known are ${known.join(', ')}`
    const shown = key.slice(0, 64)
    return { ...yaml.placeOfKey(path, key), message: `unknown key \`${shown}\`, ${hint}` }
  })
}

/** `queues[2].thresholds`: entries of lists are counted from 1, as people do. */
const named = (path: SitePath): string =>
  path
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${step}`))
    .join('')
    .replace(/^\./, '')

function siteConfigOf(written: WrittenSite, defaults: SiteDefaults): SiteConfig {
  const thresholds = thresholdsFrom(defaultThresholds, written.thresholds)
  const targets = targetsFrom(defaultTargets, written.targets)
  const language = written.language ?? defaults.language
  const screens = written.screens ?? []
  const people = peopleFrom(written)
  return {
    id: written.site,
    name: textOf(written.name ?? written.site),
    definitions: {
      ...definitionsOf(written, defaults),
      ...bandDefinitions(people.scheme),
      scheme: schemeContent(people),
    },
    windowMinutes: written.window ?? 30,
    minimumSample: written.minimumSample ?? 20,
    queues: (written.queues ?? []).map((queue): QueueConfig => ({
      id: queue.id,
      name: textOf(queue.name ?? queue.id),
      thresholds: thresholdsFrom(thresholds, queue.thresholds),
      targets: targetsFrom(targets, queue.targets),
    })),
    thresholds,
    targets,
    hours: (written.hours ?? []).map(stretchOf),
    shifts: (written.shifts ?? []).map((shift) => ({
      ...stretchOf(shift),
      name: textOf(shift.name),
    })),
    screens: (screens.length > 0 ? screens : [{ id: 'main' }]).map((screen) =>
      screenOf(screen, language),
    ),
    asteriskQueueLogs: (written.sources?.asterisk ?? []).map((log): AsteriskQueueLogConfig => ({
      source: log.source,
      path: log.queueLog,
      aliases: log.aliases ?? {},
    })),
    people,
  }
}

function definitionsOf(written: WrittenSite, defaults: SiteDefaults): Omit<Definitions, 'version'> {
  const set = written.definitions ?? {}
  const inSeconds = (value: number | undefined, otherwise: number): number =>
    value === undefined ? otherwise : value * SECOND
  const own = (written.queues ?? []).flatMap(({ id, serviceLevelSeconds: within }) =>
    within === undefined ? [] : [[id, millis(within * SECOND)] as const],
  )
  const lostAfter =
    set.lostAfterMinutes === undefined
      ? defaultDefinitions.lostAfter
      : set.lostAfterMinutes * MINUTE
  const { serviceLevelWithin, shortAbandonWithin } = defaultDefinitions
  return {
    timezone: written.timezone ?? defaults.timezone,
    dayStart: written.dayStart ?? 0,
    serviceLevelWithin: millis(inSeconds(set.serviceLevelSeconds, serviceLevelWithin)),
    queueServiceLevelWithin: Object.fromEntries(own),
    shortAbandonWithin: millis(inSeconds(set.shortAbandonSeconds, shortAbandonWithin)),
    lostAfter: millis(lostAfter),
    ...(set.options ? { options: set.options } : {}),
  }
}

type Written<T extends keyof WrittenSite> = NonNullable<WrittenSite[T]>

function screenOf(screen: Written<'screens'>[number], language: Language): ScreenSettings {
  return {
    id: screen.id,
    layout: screen.layout ?? 'auto',
    theme: screen.theme ?? 'night',
    language: screen.language ?? language,
    inches: screen.inches ?? null,
    farthestSeatMetres: screen.farthestSeatMetres ?? null,
    sound: screen.sound ?? false,
    reducedMotion: screen.reducedMotion ?? false,
  }
}

function thresholdsFrom(
  base: QueueThresholds,
  written: Written<'thresholds'> | undefined,
): QueueThresholds {
  const set = Object.entries(written ?? {}).filter(([, value]) => value !== undefined)
  return { ...base, ...Object.fromEntries(set) }
}

function targetsFrom(base: MetricTargets, written: Written<'targets'> | undefined): MetricTargets {
  const set = Object.entries(written ?? {}).flatMap(([metric, one]) =>
    one ? [[metric, targetOf(one, base[metric as keyof MetricTargets])] as const] : [],
  )
  return { ...base, ...Object.fromEntries(set) }
}

type WrittenTarget = NonNullable<Written<'targets'>['asa']>

function targetOf(written: WrittenTarget, base: MetricTarget | undefined): MetricTarget {
  const { atLeast, atMost, from = 0, to = 0 } = written
  const target: Target =
    atLeast !== undefined
      ? { kind: 'atLeast', value: atLeast }
      : atMost !== undefined
        ? { kind: 'atMost', value: atMost }
        : { kind: 'band', from, to }
  const [lowest, highest] = target.kind === 'band' ? [from, to] : [target.value, target.value]
  const [left, right] = base?.scale ?? [0, 100]
  // A usual scale that the target lies outside of is stretched to hold it.
  return { target, scale: written.scale ?? [Math.min(left, lowest), Math.max(right, highest)] }
}
