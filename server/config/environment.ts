import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Language } from '../../shared/views.ts'
import { isTimezone } from './timezone.ts'

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/** The settings of the process, each with its unit and default; see `.env.example`. */
export interface Environment {
  /** 8080; 0 takes any free one. */
  readonly port: number
  /** 127.0.0.1: only this machine. 0.0.0.0 lets screens in. */
  readonly host: string
  /** How browsers reach the server; null when nobody said. */
  readonly publicUrl: URL | null
  /** Which proxies may say who the sender is, in the words of Express. */
  readonly trustProxy: boolean | number | string
  readonly logLevel: (typeof logLevels)[number]
  /** IANA name; for sites whose file names none. Default: the machine's own. */
  readonly timezone: string
  readonly defaultLanguage: Language
  /** Null: the server runs a Redis of its own. */
  readonly redisUrl: string | null
  readonly redisServerBin: string | null
  /** Absolute. */
  readonly dataDirectory: string
  /** Files or directories as given, absolute; null: `<DATA_DIR>/sites`. */
  readonly siteFiles: readonly string[] | null
  /** Null: the one kept in DATA_DIR, see `keepIngestToken`. */
  readonly ingestToken: string | null
  readonly metricsToken: string | null
  /** Null: one is made at the first start and printed once. */
  readonly adminPassword: string | null
  /** Walls need no pairing. Default: only where the server listens to this machine alone. */
  readonly openWalls: boolean
  /** How long raw events are kept. */
  readonly retentionDays: number
}

/** Wrong settings, all at once; each line says what to do. */
export class EnvironmentFault extends Error {
  override readonly name = 'EnvironmentFault'
  readonly faults: readonly string[]
  constructor(faults: readonly string[]) {
    super(
      `The settings have ${faults.length} fault(s):\n${faults.map((one) => `  ${one}`).join('\n')}`,
    )
    this.faults = faults
  }
}

const shortestSecret = 16
const secret = z
  .string()
  .regex(/^[\x21-\x7e]*$/, 'must be printable ASCII without spaces')
  .min(
    shortestSecret,
    `must have at least ${shortestSecret} characters; make one with: openssl rand -base64 32`,
  )
  .nullable()

const password = z.string().min(12, 'must have at least 12 characters').nullable()

const whole = (from: number, to: number): z.ZodType<number, string> => {
  const rule = `must be a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d{1,9}$/, rule)
    .transform(Number)
    .refine((value) => value >= from && value <= to, rule)
}

const url = (protocols: readonly string[], example: string): z.ZodType<URL, string> =>
  z.string().transform((text, context) => {
    const parsed = URL.canParse(text) ? new URL(text) : null
    if (parsed && protocols.includes(parsed.protocol)) return parsed
    context.addIssue({ code: 'custom', message: `must be an address like ${example}` })
    return z.NEVER
  })

/** Of the names as the operator writes them; values not set come with their default. */
const settings = z.object({
  PORT: whole(0, 65_535).prefault('8080'),
  HOST: z
    .string()
    .regex(/^[0-9A-Za-z.:%-]{1,255}$/, 'must be a host name or address, such as 0.0.0.0')
    .prefault('127.0.0.1'),
  PUBLIC_URL: url(['http:', 'https:'], 'https://wall.example.com').nullable().prefault(null),
  TRUST_PROXY: z.string().transform(trusted).prefault('false'),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).prefault('info'),
  SITE_TIMEZONE: z
    .string()
    .refine(isTimezone, 'must be an IANA time zone such as Asia/Shanghai')
    .prefault(() => new Intl.DateTimeFormat().resolvedOptions().timeZone),
  DEFAULT_LOCALE: z.enum(['zh-CN', 'en'], 'must be zh-CN or en').prefault('zh-CN'),
  REDIS_URL: url(['redis:', 'rediss:', 'unix:'], 'redis://127.0.0.1:6379/0')
    .nullable()
    .prefault(null),
  REDIS_SERVER_BIN: z.string().nullable().prefault(null),
  DATA_DIR: z.string().prefault('.data'),
  SITE_FILES: z.string().nullable().prefault(null),
  INGEST_TOKEN: secret.prefault(null),
  METRICS_TOKEN: secret.prefault(null),
  ADMIN_PASSWORD: password.prefault(null),
  OPEN_WALLS: z.enum(['true', 'false'], 'must be true or false').nullable().prefault(null),
  RETENTION_DAYS: whole(5, 3650).prefault('35'),
})

type Name = keyof typeof settings.shape
const secrets: readonly Name[] = ['INGEST_TOKEN', 'METRICS_TOKEN', 'ADMIN_PASSWORD', 'REDIS_URL']

/**
 * Reads the settings; an empty value counts as not set.
 * @throws EnvironmentFault with every fault at once.
 */
export function readEnvironment(given: Readonly<Record<string, string | undefined>>): Environment {
  const faults: string[] = []
  const values: Record<string, string> = {}
  for (const name of Object.keys(settings.shape)) {
    const value = given[name]
    if (value !== undefined && value.trim() !== '') values[name] = value.trim()
  }
  for (const name of secrets) readSecretFile(name, given, values, faults)
  const read = settings.safeParse(values)
  for (const issue of read.error?.issues ?? []) {
    const name = String(issue.path[0])
    const shown = secrets.some((secret) => secret === name)
      ? ''
      : `, not ${JSON.stringify(values[name])}`
    faults.push(`${name}: ${issue.message}${shown}`)
  }
  if (!read.success || faults.length > 0) throw new EnvironmentFault(faults)
  const { data } = read
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl: data.PUBLIC_URL,
    trustProxy: data.TRUST_PROXY,
    logLevel: data.LOG_LEVEL,
    timezone: data.SITE_TIMEZONE,
    defaultLanguage: data.DEFAULT_LOCALE,
    redisUrl: data.REDIS_URL?.href ?? null,
    redisServerBin: data.REDIS_SERVER_BIN,
    dataDirectory: resolve(data.DATA_DIR),
    siteFiles: data.SITE_FILES === null ? null : listed(data.SITE_FILES),
    ingestToken: data.INGEST_TOKEN,
    metricsToken: data.METRICS_TOKEN,
    adminPassword: data.ADMIN_PASSWORD,
    openWalls: data.OPEN_WALLS === null ? isLoopback(data.HOST) : data.OPEN_WALLS === 'true',
    retentionDays: data.RETENTION_DAYS,
  }
}

/** A secret may stand in a file that `<NAME>_FILE` names, as container platforms hand it in. */
function readSecretFile(
  name: Name,
  given: Readonly<Record<string, string | undefined>>,
  values: Record<string, string>,
  faults: string[],
): void {
  const file = given[`${name}_FILE`]?.trim() ?? ''
  if (file === '') return
  if (values[name] !== undefined) {
    faults.push(`${name}_FILE: is set beside ${name}; set only one of them`)
    return
  }
  try {
    values[name] = readFileSync(file, 'utf8').trim()
  } catch {
    faults.push(`${name}_FILE: cannot read ${JSON.stringify(file)}; check the path and its rights`)
    return
  }
  if (values[name] === '') faults.push(`${name}_FILE: ${JSON.stringify(file)} is empty`)
}

const listed = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => resolve(part))

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host)

/** Yes and no, a number of proxies, or addresses and networks. */
function trusted(text: string, context: z.RefinementCtx): boolean | number | string {
  if (text === 'true' || text === 'false') return text === 'true'
  if (/^\d$/.test(text)) return Number(text)
  const part = /^(?:loopback|linklocal|uniquelocal|[0-9a-fA-F.:]+(?:\/\d{1,3})?)$/
  if (text.split(',').every((one) => part.test(one.trim()))) return text
  context.addIssue({
    code: 'custom',
    message: 'must be true, false, a number of proxies, or addresses like loopback, 10.0.0.0/8',
  })
  return z.NEVER
}
