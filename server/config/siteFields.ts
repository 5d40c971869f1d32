import { z } from 'zod'

/** Parts the known keys of a section in the message of an unknown one; see `siteFile.ts`. */
export const KEY_SEPARATOR = ' '

type Params = { readonly error: (issue: { readonly input?: unknown }) => string }
export const says = (rule: string): Params => ({
  error: ({ input }) => (input === undefined ? `is missing; ${rule}` : rule),
})

/** A section: its keys and no others. */
export const section = <S extends z.ZodRawShape>(shape: S): z.ZodObject<S, z.core.$strict> =>
  z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? Object.keys(shape).join(KEY_SEPARATOR)
        : 'must be a section with lines like `key: value`',
  })

export const list = <T extends z.ZodType>(item: T, most: number): z.ZodArray<T> =>
  z.array(item, says('must be a list')).max(most, `must have at most ${most} entries`)

export const text = (
  longest: number,
  rule = `must be text of 1–${longest} characters`,
): z.ZodString =>
  z
    .string(says(rule))
    .min(1, rule)
    .max(longest, rule)
    .regex(/^(?!(?:__proto__|constructor|prototype)$)[^\p{Cc}]*$/u, rule)

const idRule = 'must be a short name of letters, digits, `-`, `_` and `.`, such as main'
export const shortId = z.string(says(idRule)).regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/, idRule)

export const names = z.union(
  [text(64), section({ 'zh-CN': text(64), en: text(64) })],
  says('must be a name, or `{zh-CN: …, en: …}` with a name in both languages'),
)

export const choice = <const T extends readonly [string, ...string[]]>(
  choices: T,
): z.ZodEnum<z.core.util.ToEnum<T[number]>> =>
  z.enum(choices, says(`must be one of ${choices.join(', ')}`))

export const number = (from: number, to: number, unit: string): z.ZodType<number> => {
  const rule = `must be a number from ${from} to ${to}${unit}`
  return z
    .string(says(rule))
    .regex(/^-?\d{1,9}(?:\.\d{1,6})?$/, rule)
    .transform(Number)
    .refine((value) => value >= from && value <= to, rule)
}
export const whole = (from: number, to: number, unit = ''): z.ZodType<number> => {
  const rule = `must be a whole number from ${from} to ${to}${unit}`
  return z
    .string(says(rule))
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((value) => value >= from && value <= to, rule)
}
export const seconds = whole(0, 86_400, ' (seconds)')
export const yesOrNo = choice(['true', 'false']).transform((value) => value === 'true')

export const timeRule = 'must be a time of day such as "08:30"'
export const timeOfDay = z
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

export const stretch = { days, from: timeOfDay, to: timeOfDay }

/** The ends of a needle's line. */
export const scale = z
  .tuple(
    [number(-1e6, 1e6, ''), number(-1e6, 1e6, '')],
    says('must be two numbers such as [0, 45]'),
  )
  .refine(([from, to]) => from < to, 'must go from the smaller number to the larger')

const sentenceRule = 'may hold no braces but {value} and {target}'
const oneSentence = text(200).refine(
  (written) => !/[{}]/.test(written.replaceAll(/\{(?:value|target)\}/g, '')),
  sentenceRule,
)
/** Words for a fact, in one language or in both. */
export const sentence = z.union(
  [oneSentence, section({ 'zh-CN': oneSentence, en: oneSentence })],
  says(`must be a sentence of 1–200 characters, or one in each language; it ${sentenceRule}`),
)
