import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import type { Aliases } from '../sources/asterisk/queueLogAgents.ts'
import { consoleSpeaker, formatOption, readFault } from './report.ts'
import type { Speaker } from './report.ts'
import { describeFaults } from './reportFaults.ts'
import { UsageFault, machineTimezone } from './reportSettings.ts'
import { recordedEvents } from './replayEvents.ts'
import type { RecordedEvents } from './replayEvents.ts'
import { liveSite, liveSiteAdvice } from './replayLive.ts'
import { readSpeed } from './replayPace.ts'
import { ReplaySending } from './replaySending.ts'
import type { Sent } from './replaySending.ts'
import { ReplayFault, ReplayServer } from './replayServer.ts'
import { tokenOf, urlOf } from './serverAddress.ts'

export interface ReplayOptions {
  readonly speed: string
  readonly site?: string
  readonly url?: string
  readonly token?: string
  readonly source: string
  /** A site file whose aliases hold. */
  readonly siteFile?: string
  /** Also into a site that is live. */
  readonly force?: boolean
}

type Environment = Readonly<Record<string, string | undefined>>

async function aliasesIn(file: string | undefined, environment: Environment): Promise<Aliases> {
  if (file === undefined) return {}
  const { aliasesOf, siteAt } = await import('./reportSite.ts')
  return aliasesOf(await siteAt(file, machineTimezone(environment['SITE_TIMEZONE'])))
}

const moment = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ')
const updateEvery = 200

function progressOf(recorded: RecordedEvents, speaker: Speaker): (sent: Sent) => void {
  const started = performance.now()
  let told = started
  return ({ last }) => {
    const now = performance.now()
    if (now - told < updateEvery) return
    told = now
    const { read, total } = recorded.progress()
    const done = total === null || total === 0 ? '' : `${Math.floor((read / total) * 100)} %  `
    const rate = Math.round(recorded.decoder.counts.lines / ((now - started) / 1000))
    const clock = last === null ? '' : `  ${moment(last.time)} UTC`
    speaker.progress(`${done}${rate.toLocaleString('en')} lines/s${clock}`)
  }
}

const noticeEvery = 10_000

/** What keeps us waiting is said at once, and again while it lasts, but not at every try. */
function seldom(speaker: Speaker): (text: string) => void {
  let told = Number.NEGATIVE_INFINITY
  return (text) => {
    const now = performance.now()
    if (now - told < noticeEvery) return
    told = now
    speaker.err(`${text}.`)
  }
}

/** The result, a line for people and scripts, then what is worth knowing about it. */
function summary(file: string, sent: Sent): readonly string[] {
  const { accepted, duplicates, rejected, last, stopped, reasons } = sent
  const said = [`accepted ${accepted}, duplicates ${duplicates}, rejected ${rejected}`]
  if (stopped) {
    const where = last === null ? 'before the first event' : `at ${moment(last.time)} UTC`
    said.push(`Stopped ${where}; the same command goes on from there.`)
  } else if (accepted === 0 && duplicates > 0) {
    said.push(
      `Nothing changed: the server had every event of ${file} already. An event is known by its file and its ` +
        `place in it for 96 h; to count a recording again, use an empty DATA_DIR or another --site.`,
    )
  }
  for (const reason of reasons) said.push(`rejected: ${reason}`)
  return said
}

/** @returns the exit code: 0, 1 when something failed, 130 when it was stopped. Throws `UsageFault`. */
export async function replay(
  file: string,
  options: ReplayOptions,
  speaker: Speaker,
  signal: AbortSignal,
  environment: Environment = process.env,
): Promise<number> {
  const speed = readSpeed(options.speed)
  if (speed === null)
    throw new UsageFault(`--speed ${options.speed}: must be max or a number above 0`)
  const url = urlOf(options.url, environment)
  const token = await tokenOf(options.token, environment)
  const aliases = await aliasesIn(options.siteFile, environment)
  const live = options.force === true ? null : await liveSite(url, options.site)
  if (live !== null) {
    speaker.err(liveSiteAdvice(live))
    return 1
  }
  const notice = seldom(speaker)
  const server = new ReplayServer({ url, site: options.site, token, signal, notice })
  try {
    const recorded = await recordedEvents(file, options.source, aliases)
    const tell = progressOf(recorded, speaker)
    const now = (): number => performance.now()
    const sending = new ReplaySending(server, { file, speed, signal, now, tell })
    const sent = await sending.run(recorded.events)
    speaker.progress('')
    const { decoder, badLines } = recorded
    const faults = {
      counts: decoder.counts,
      badLines,
      orphans: 0,
      skewed: 0,
      advice: decoder.advice(),
    }
    for (const line of describeFaults(file, faults)) speaker.err(line)
    for (const line of summary(file, sent)) speaker.out(line)
    return sent.stopped ? 130 : sent.rejected > 0 ? 1 : 0
  } catch (error) {
    speaker.progress('')
    speaker.err(error instanceof ReplayFault ? error.message : readFault(file, error))
    return 1
  }
}

/** Ctrl-C once stops after the batch under way; twice stops at once. */
export function stoppedByKey(): AbortSignal {
  const stopping = new AbortController()
  process.once('SIGINT', () => stopping.abort())
  process.once('SIGTERM', () => stopping.abort())
  return stopping.signal
}

/** `starboard replay <file>`: a recorded file through the door of a running server. */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description('send a recorded file to a running server; its walls then show the recording')
    .argument('<file>', 'recorded file, plain or gzip; - reads standard input')
    .addOption(formatOption())
    .option('--speed <factor>', 'how many times faster than it happened, or max', 'max')
    .option('--site <id>', 'site of the server; without it the default one')
    .option('--url <address>', 'address of the server (http://127.0.0.1 and PORT, else 8080)')
    .option(
      '--token <token>',
      'token for sending events (INGEST_TOKEN, else DATA_DIR/ingest-token)',
    )
    .option('--site-file <file>', 'site file whose aliases hold')
    .option('--force', 'also into a site that is live')
    .option('--source <name>', 'name of the source in events', 'asterisk-queue-log')
    .action(async (file: string, options: ReplayOptions, command: Command) => {
      if (existsSync('.env')) process.loadEnvFile('.env')
      try {
        process.exitCode = await replay(file, options, consoleSpeaker(), stoppedByKey())
      } catch (error) {
        if (!(error instanceof UsageFault)) throw error
        command.error(`error: ${error.message}`)
      }
    })
}
