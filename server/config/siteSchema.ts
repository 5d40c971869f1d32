import { z } from 'zod'
import { metricById } from '../../shared/metrics/index.ts'
import { isTimezone } from './timezone.ts'

/** Parts the known keys of a section in the message of an unknown one; see `siteFile.ts`. */
export const KEY_SEPARATOR = ' '

type Params = { readonly error: (issue: { readonly input?: unknown }) => string }
const says = (rule: string): Params => ({
  error: ({ input }) => (input === undefined ? `is missing; ${rule}` : rule),
})

/** A section: its keys and no others. */
const section = <S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? Object.keys(shape).join(KEY_SEPARATOR)
        : 'must be a section with lines like `key: value`',
  })

const list = <T extends z.ZodType>(item: T, most: number): z.ZodArray<T> =>
  z.array(item, says('must be a list')).max(most, `must have at most ${most} entries`)

const text = (longest: number, rule = `must be text of 1–${longest} characters`): z.ZodString =>
  z
    .string(says(rule))
    .min(1, rule)
    .max(longest, rule)
    .regex(/^(?!(?:__proto__|constructor|prototype)$)[^\p{Cc}]*$/u, rule)

const idRule = 'must be a short name of letters, digits, `-`, `_` and `.`, such as main'
const shortId = z.string(says(idRule)).regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, idRule)

const names = z.union(
  [text(64), section({ 'zh-CN': text(64), en: text(64) })],
  says('must be a name, or `{zh-CN: …, en: …}` with a name in both languages'),
)

const choice = <const T extends readonly [string, ...string[]]>(
  choices: T,
): z.ZodEnum<z.core.util.ToEnum<T[number]>> =>
  z.enum(choices, says(`must be one of ${choices.join(', ')}`))

const number = (from: number, to: number, unit: string): z.ZodType<number> => {
  const rule = `must be a number from ${from} to ${to}${unit}`
  return z
    .string(says(rule))
    .regex(/^-?\d{1,9}(?:\.\d{1,6})?$/, rule)
    .transform(Number)
    .refine((value) => value >= from && value <= to, rule)
}
const whole = (from: number, to: number, unit = ''): z.ZodType<number> => {
  const rule = `must be a whole number from ${from} to ${to}${unit}`
  return z
    .string(says(rule))
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((value) => value >= from && value <= to, rule)
}
const seconds = whole(0, 86_400, ' (seconds)')
const yesOrNo = choice(['true', 'false']).transform((value) => value === 'true')

const timeRule = 'must be a time of day such as "08:30"'
const timeOfDay = z
  .string(says(timeRule))
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, timeRule)
  .transform((clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3)))

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const daysRule = 'must be days such as `mon-fri`, `[sat, sun]` or `every`'
const days = z
  .union([z.string(), z.array(z.string())], says(daysRule))
  .transform((given, context): readonly number[] => {
    const read = [given].flat().map(daysOf)
    const all = read.flatMap((part) => part ?? [])
    if (!read.includes(null) && all.length > 0) return [...new Set(all)].sort((a, b) => a - b)
    context.addIssue({ code: 'custom', message: daysRule })
    return z.NEVER
  })

/** 1 = Monday … 7 = Sunday; `fri-mon` goes over the end of the week. */
function daysOf(part: string): readonly number[] | null {
  if (part === 'every') return [1, 2, 3, 4, 5, 6, 7]
  const [first, last = first, ...rest] = part.toLowerCase().split('-')
  const from = weekdays.indexOf(first?.trim() ?? '')
  const to = weekdays.indexOf(last?.trim() ?? '')
  if (from < 0 || to < 0 || rest.length > 0) return null
  const length = ((to - from + 7) % 7) + 1
  return Array.from({ length }, (_, step) => ((from + step) % 7) + 1)
}

const stretch = { days, from: timeOfDay, to: timeOfDay }

const scale = z
  .tuple(
    [number(-1e6, 1e6, ''), number(-1e6, 1e6, '')],
    says('must be two numbers such as [0, 45]'),
  )
  .refine(([from, to]) => from < to, 'must go from the smaller number to the larger')
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
})

export type WrittenSite = z.output<typeof siteSchema>
