import { Option } from 'commander'
import type { Command } from 'commander'
import { createCalendar } from '../config/calendar.ts'
import { openRecording } from '../sources/asterisk/recordedBytes.ts'
import type { Recording } from '../sources/asterisk/recordedBytes.ts'
import { reportDefinitions } from './reportDefinitions.ts'
import { describeFaults } from './reportFaults.ts'
import { RecordingFold } from './reportRecording.ts'
import { UsageFault, machineTimezone, reportSettings } from './reportSettings.ts'
import type { CountingOptions } from './reportSettings.ts'
import { reportTable } from './reportTable.ts'

interface ReportOptions extends CountingOptions {
  /** A site file: its definitions and aliases hold. */
  readonly site?: string
  readonly json?: true
}

/** Where a command speaks: the result to `out`, everything else to `err`. */
export interface Speaker {
  out(text: string): void
  err(text: string): void
  /** Rewrites one line of standard error; does nothing where that is no terminal. */
  progress(text: string): void
}

const updateEvery = 200
const quietFor = 1000

/** Tells how far a long reading is, in a terminal alone. */
function progressOf(recording: Recording, speaker: Speaker): () => void {
  const started = performance.now()
  let told = started + quietFor
  return () => {
    const now = performance.now()
    if (now < told) return
    told = now + updateEvery
    const { read, total } = recording.progress()
    const done = total === null || total === 0 ? '' : ` (${Math.floor((read / total) * 100)} %)`
    speaker.progress(`Reading: ${(read / 1e6).toFixed(1)} MB${done}`)
  }
}

const why: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file; check the path',
  EACCES: 'this user may not read it; check its permissions',
  EISDIR: 'it is a folder; name a file in it',
  Z_DATA_ERROR: 'its gzip data are damaged; unpack it with gunzip to see how far it goes',
  Z_BUF_ERROR: 'its gzip data end too early; copy the file again',
}

/** One sentence about a file that could not be read, with what to do. */
export function readFault(file: string, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return `Cannot read ${file}: ${why[code] ?? String(error)}.`
}

/** Reading site files takes packages that a plain report can do without. */
async function siteOf(file: string | undefined) {
  if (file === undefined) return null
  const { aliasesOf, siteAt } = await import('./reportSite.ts')
  const site = await siteAt(file, machineTimezone(process.env['SITE_TIMEZONE']))
  return { definitions: site.definitions, aliases: aliasesOf(site) }
}

/** @returns the exit code: 0, or 1 when the file could not be read. Throws `UsageFault`. */
export async function report(
  file: string,
  options: ReportOptions,
  speaker: Speaker,
): Promise<number> {
  const site = await siteOf(options.site)
  const definitions = reportSettings(options, site?.definitions ?? null, process.env)
  const aliases = site?.aliases ?? {}
  const fold = new RecordingFold({ definitions, calendars: createCalendar, aliases })
  try {
    const recording = await openRecording(file)
    const tell = progressOf(recording, speaker)
    for await (const bytes of recording.bytes) {
      fold.read(bytes)
      tell()
    }
  } catch (error) {
    speaker.progress('')
    speaker.err(readFault(file, error))
    return 1
  }
  fold.end()
  speaker.progress('')
  for (const line of describeFaults(file, fold.faults())) speaker.err(line)
  const figures = fold.figures()
  const described = reportDefinitions(definitions)
  speaker.out(
    options.json
      ? JSON.stringify({ definitions: described, ...figures }, null, 2)
      : reportTable(figures, described),
  )
  return 0
}

/** Standard output and standard error of this process. */
export function consoleSpeaker(): Speaker {
  let shown = false
  // A reader that has seen enough (`| head`) closes the pipe; that is no fault of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  const clear = (): void => {
    if (shown) process.stderr.write('\r\u001b[K')
    shown = false
  }
  return {
    out: (text) => {
      clear()
      process.stdout.write(`${text}\n`)
    },
    err: (text) => {
      clear()
      process.stderr.write(`${text}\n`)
    },
    progress: (text) => {
      clear()
      if (text === '' || !process.stderr.isTTY) return
      process.stderr.write(text)
      shown = true
    },
  }
}

/** The recorded formats that can be read. */
export const formatOption = (): Option =>
  new Option('--format <format>', 'format of the file')
    .choices(['asterisk-queue-log'])
    .default('asterisk-queue-log')

/** `starboard report <file>`: exact figures of a recorded file, without a server. */
export function registerReport(program: Command): void {
  program
    .command('report')
    .description('print every figure of a recorded file, in total, by queue, agent and day')
    .argument('<file>', 'recorded file, plain or gzip; - reads standard input')
    .addOption(formatOption())
    .option(
      '--timezone <zone>',
      'IANA time zone that cuts the days (SITE_TIMEZONE, else this machine)',
    )
    .option('--day-start <time>', 'local time at which a business day starts, such as 05:00')
    .option('--site <file>', 'site file whose definitions and aliases hold')
    .option('--json', 'print JSON, with all definitions')
    .action(async (file: string, options: ReportOptions, command: Command) => {
      try {
        process.exitCode = await report(file, options, consoleSpeaker())
      } catch (error) {
        if (!(error instanceof UsageFault)) throw error
        command.error(`error: ${error.message}`)
      }
    })
}
