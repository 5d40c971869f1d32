import { existsSync } from 'node:fs'
import { Option, type Command } from 'commander'
import { isTimezone } from '../config/timezone.ts'
import { openRecording } from '../sources/asterisk/recordedBytes.ts'
import { csvKinds, type CsvKind } from '../sources/csvColumns.ts'
import { readCsvFile, type CsvReading } from '../sources/csvFile.ts'
import { stoppedByKey } from './replay.ts'
import { ReplayFault, ReplayServer, ReplayStopped } from './replayServer.ts'
import { consoleSpeaker, readFault, type Speaker } from './report.ts'
import { UsageFault } from './reportSettings.ts'
import { tokenOf, urlOf } from './serverAddress.ts'

export interface ImportOptions {
  readonly kind: CsvKind
  readonly dryRun?: boolean
  readonly skipBad?: boolean
  readonly timezone?: string
  readonly source?: string
  readonly site?: string
  readonly url?: string
  readonly token?: string
}

type Environment = Readonly<Record<string, string | undefined>>

const BATCH = 500
const LARGEST = 256 * 1024 * 1024

async function bytesOf(file: string): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of (await openRecording(file)).bytes) {
    length += chunk.length
    if (length > LARGEST) throw new UsageFault(`${file}: is larger than 256 MB; import it in parts`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** What to do about a file, a line each, every bad line among them. */
function described(file: string, { faults, ignored, lines, events }: CsvReading): string[] {
  const said = faults.map(({ line, reason }) => `${file}:${line}: ${reason}`)
  if (ignored.length > 0) said.push(`Columns that mean nothing here: ${ignored.join(', ')}.`)
  if (lines === 0 && faults.length === 0) said.push(`${file} holds no line under its headings.`)
  const late = events.filter(({ event }) => event.time < Date.now() - 26 * 3_600_000).length
  if (late > 0) {
    said.push(
      `${late} events are older than a day: what comes more than 2 h after its day ended is kept as history and ` +
        `counts towards no award.`,
    )
  }
  return said
}

interface Sent {
  accepted: number
  duplicates: number
  readonly rejected: string[]
}

async function send(
  file: string,
  { events }: CsvReading,
  server: ReplayServer,
  speaker: Speaker,
): Promise<Sent> {
  const sent: Sent = { accepted: 0, duplicates: 0, rejected: [] }
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH)
    const answer = await server.send(batch.map(({ event }) => event))
    sent.accepted += answer.accepted
    sent.duplicates += answer.duplicates
    for (const { index, reason } of answer.rejected)
      sent.rejected.push(`${file}:${batch[index]?.line ?? '?'}: ${reason}`)
    speaker.progress(`${Math.floor(((from + batch.length) / events.length) * 100)} %`)
  }
  speaker.progress('')
  return sent
}

/**
 * Sends what a CSV file says through the door of a running server. While a line is bad nothing is sent, unless
 * told to skip such lines.
 * @returns the exit code: 0, 1 when something is bad, 130 when it was stopped. Throws `UsageFault`.
 */
export async function importCsv(
  file: string,
  options: ImportOptions,
  speaker: Speaker,
  signal: AbortSignal,
  environment: Environment = process.env,
): Promise<number> {
  const { kind, dryRun = false, skipBad = false, timezone = null, site } = options
  if (timezone !== null && !isTimezone(timezone))
    throw new UsageFault(`--timezone ${timezone}: must be an IANA time zone such as Asia/Shanghai`)
  const url = urlOf(options.url, environment)
  const token = dryRun ? '' : await tokenOf(options.token, environment)
  let reading: CsvReading
  try {
    const bytes = await bytesOf(file)
    reading = readCsvFile(bytes, { kind, source: options.source ?? `csv:${kind}`, timezone })
  } catch (error) {
    if (error instanceof UsageFault) throw error
    speaker.err(readFault(file, error))
    return 1
  }
  for (const line of described(file, reading)) speaker.err(line)
  const { events, faults } = reading
  const bad = new Set(faults.map(({ line }) => line)).size
  const good = new Set(events.map(({ line }) => line)).size
  if (dryRun || (bad > 0 && !skipBad) || events.length === 0) {
    const why = dryRun
      ? 'nothing was sent (--dry-run)'
      : bad > 0
        ? 'nothing was sent: mend these lines, or add --skip-bad'
        : 'nothing was sent'
    speaker.out(`${good} good lines, ${bad} bad lines; ${why}`)
    return bad > 0 && !skipBad ? 1 : 0
  }
  return deliver(file, reading, new ReplayServer(serverOf({ url, site, token, signal }, speaker)), {
    speaker,
    bad,
  })
}

const serverOf = (
  where: { url: string; site: string | undefined; token: string; signal: AbortSignal },
  speaker: Speaker,
) => ({ ...where, notice: (text: string) => speaker.err(`${text}.`) })

async function deliver(
  file: string,
  reading: CsvReading,
  server: ReplayServer,
  { speaker, bad }: { readonly speaker: Speaker; readonly bad: number },
): Promise<number> {
  try {
    const { accepted, duplicates, rejected } = await send(file, reading, server, speaker)
    for (const line of rejected) speaker.err(line)
    const skipped = bad > 0 ? `, bad lines skipped ${bad}` : ''
    speaker.out(
      `accepted ${accepted}, duplicates ${duplicates}, rejected ${rejected.length}${skipped}`,
    )
    return rejected.length > 0 ? 1 : 0
  } catch (error) {
    speaker.progress('')
    if (error instanceof ReplayStopped) {
      speaker.err('Stopped; the same command goes on from there.')
      return 130
    }
    if (!(error instanceof ReplayFault)) throw error
    speaker.err(error.message)
    return 1
  }
}

/** `starboard import <file> --kind …`: what a telephone system does not know. */
export function registerImport(program: Command): void {
  program
    .command('import')
    .description('send surveys, assessments and the like from a CSV file to a running server')
    .argument('<file>', 'CSV file, plain or gzip; - reads standard input; see docs/imports.md')
    .addOption(
      new Option('--kind <kind>', 'what the file holds').choices(csvKinds).makeOptionMandatory(),
    )
    .option('--dry-run', 'read and check every line, send nothing')
    .option('--skip-bad', 'send the good lines of a file that has bad ones')
    .option('--timezone <name>', 'IANA time zone of moments that name no offset')
    .option('--source <name>', 'name of the source in events (csv:<kind>)')
    .option('--site <id>', 'site of the server; without it the default one')
    .option('--url <address>', 'address of the server (http://127.0.0.1 and PORT, else 8080)')
    .option(
      '--token <token>',
      'token for sending events (INGEST_TOKEN, else DATA_DIR/ingest-token)',
    )
    .action(async (file: string, options: ImportOptions, command: Command) => {
      if (existsSync('.env')) process.loadEnvFile('.env')
      try {
        process.exitCode = await importCsv(file, options, consoleSpeaker(), stoppedByKey())
      } catch (error) {
        if (!(error instanceof UsageFault)) throw error
        command.error(`error: ${error.message}`)
      }
    })
}
