import { z } from 'zod'
import { metricById } from '../../shared/metrics/index.ts'
import { peopleShape } from './peopleSchema.ts'
import {
  choice,
  list,
  names,
  number,
  says,
  scale,
  seconds,
  section,
  shortId,
  stretch,
  text,
  timeOfDay,
  timeRule,
  whole,
  yesOrNo,
} from './siteFields.ts'
import { isTimezone } from './timezone.ts'

const target = section({
  atLeast: number(0, 1e6, '').optional(),
  atMost: number(0, 1e6, '').optional(),
  from: number(0, 1e6, '').optional(),
  to: number(0, 1e6, '').optional(),
  scale: scale.optional(),
}).check((context) => {
  const { atLeast, atMost, from, to } = context.value
  const band = from !== undefined && to !== undefined && from < to
  const kinds = [atLeast !== undefined, atMost !== undefined, band].filter(Boolean).length
  const half = !band && (from !== undefined || to !== undefined)
  if (kinds === 1 && !half) return
  const message = 'must have either `atLeast`, or `atMost`, or `from` below `to`'
  context.issues.push({ code: 'custom', message, input: context.value })
})
const measured = [
  'connectionRate',
  'asa',
  'aht',
  'serviceLevel',
  'abandonRate',
  'occupancy',
] as const
const targets = section(
  Object.fromEntries(measured.map((metric) => [metric, target.optional()])) as Record<
    (typeof measured)[number],
    z.ZodOptional<typeof target>
  >,
)

const thresholds = section({
  amberAfter: seconds.optional(),
  redAfter: seconds.optional(),
  redCallers: whole(1, 1000).optional(),
  longestAfter: seconds.optional(),
  nobodyFreeWaiting: whole(1, 1000).optional(),
  nobodyFreeFor: seconds.optional(),
})

const queue = section({
  id: text(128),
  name: names.optional(),
  serviceLevelSeconds: seconds.optional(),
  targets: targets.optional(),
  thresholds: thresholds.optional(),
})

const options = z.record(
  z.string(),
  z.string(),
  says('must be lines like `serviceLevel: answeredOnly`'),
)

const definitions = section({
  serviceLevelSeconds: seconds.optional(),
  shortAbandonSeconds: seconds.optional(),
  lostAfterMinutes: whole(1, 10_080, ' (minutes)').optional(),
  options: options
    .check((context) => {
      for (const [metric, option] of Object.entries(context.value)) {
        const known = metricById.get(metric as never)?.options.map(({ id }) => id) ?? []
        if (known.includes(option)) continue
        const message =
          known.length > 0 ? `must be one of ${known.join(', ')}` : 'has no options to choose from'
        context.issues.push({ code: 'custom', path: [metric], message, input: option })
      }
    })
    .optional(),
})

const screen = section({
  id: shortId,
  layout: choice(['auto', 'standard', 'focus', 'compact']).optional(),
  theme: choice(['night', 'day', 'auto']).optional(),
  inches: number(10, 300, ' (inches)').optional(),
  farthestSeatMetres: number(0.5, 100, ' (metres)').optional(),
  language: choice(['zh-CN', 'en']).optional(),
  sound: yesOrNo.optional(),
  reducedMotion: yesOrNo.optional(),
})

const asterisk = section({
  source: text(128),
  queueLog: text(1024, 'must be the path of a queue_log'),
  aliases: z
    .record(z.string(), list(text(200), 50), says('must be lines like `Ana: [PJSIP/101]`'))
    .optional(),
})

/** A site file as it is written; `siteFile.ts` makes the configuration of it. */
export const siteSchema = section({
  site: shortId,
  name: names.optional(),
  timezone: z
    .string()
    .refine(isTimezone, 'must be an IANA time zone such as Asia/Shanghai')
    .optional(),
  dayStart: timeOfDay.refine((minutes) => minutes < 1440, timeRule).optional(),
  language: choice(['zh-CN', 'en']).optional(),
  window: choice(['15', '30', '60'])
    .transform((minutes) => Number(minutes) as 15 | 30 | 60)
    .optional(),
  minimumSample: whole(1, 1000).optional(),
  definitions: definitions.optional(),
  targets: targets.optional(),
  thresholds: thresholds.optional(),
  queues: list(queue, 500).optional(),
  hours: list(section(stretch), 50).optional(),
  shifts: list(section({ ...stretch, name: names }), 50).optional(),
  screens: list(screen, 200).optional(),
  sources: section({ asterisk: list(asterisk, 50).optional() }).optional(),
  ...peopleShape,
})

export type WrittenSite = z.output<typeof siteSchema>
