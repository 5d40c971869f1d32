import { setTimeout as pause } from 'node:timers/promises'
import type { FloorEvent } from '../../shared/events.ts'

/** What the server said to a request that it took. */
export interface Answer {
  readonly accepted: number
  readonly duplicates: number
  readonly rejected: readonly { readonly index: number; readonly reason: string }[]
}

/** The server refuses, or cannot be reached for too long; the message says what to do. */
export class ReplayFault extends Error {
  override readonly name = 'ReplayFault'
}

/** It was told to stop while waiting for the server. */
export class ReplayStopped extends Error {
  override readonly name = 'ReplayStopped'
}

export interface ReplayServerOptions {
  readonly url: string
  readonly site: string | undefined
  readonly token: string
  readonly signal: AbortSignal
  /** Something is in the way; said once for each stretch of waiting. */
  readonly notice: (text: string) => void
  /** ms for which a server that cannot be reached is tried again. */
  readonly patience?: number
}

const defaultPatience = 60_000
const firstRetry = 200
const slowestRetry = 5000
/** A request without an answer for so long is sent again; ids make that harmless. [E1] */
const answerWithin = 30_000

interface Refused {
  readonly error?: { readonly message?: string; readonly hint?: string }
  readonly rejected?: Answer['rejected']
}

/** The body of a request, newline-delimited CloudEvents. Made ahead, while the request before is under way. */
export const bodyOf = (events: readonly FloorEvent[]): string =>
  events.map((event) => JSON.stringify({ specversion: '1.0', ...event })).join('\n')

/** The door over HTTP: events go in strictly in order, a request at a time. */
export class ReplayServer {
  readonly #options: ReplayServerOptions
  readonly #address: string

  constructor(options: ReplayServerOptions) {
    this.#options = options
    const path =
      options.site === undefined
        ? '/api/v1/events'
        : `/api/v1/sites/${encodeURIComponent(options.site)}/events`
    this.#address = new URL(path, options.url).href
  }

  /**
   * Resolves when the server has the events on disk, however long it is busy.
   * @throws ReplayFault, ReplayStopped
   */
  async send(events: readonly FloorEvent[], body = bodyOf(events)): Promise<Answer> {
    const { patience = defaultPatience } = this.#options
    let unreachableSince: number | null = null
    for (let retry = firstRetry; ; retry = Math.min(retry * 2, slowestRetry)) {
      const answer = await this.#post(body)
      if (typeof answer === 'object') return answer
      if (typeof answer === 'number') {
        unreachableSince = null
        await this.#wait(answer, `The server asks to wait ${Math.ceil(answer / 1000)} s`)
        continue
      }
      unreachableSince ??= performance.now()
      if (performance.now() - unreachableSince > patience) {
        throw new ReplayFault(
          `${this.#address} cannot be reached for ${Math.round(patience / 1000)} s (${answer}). ` +
            `Start the server, or name it with --url; run the same command again to go on.`,
        )
      }
      await this.#wait(retry, `${this.#address} cannot be reached (${answer}); trying again`)
    }
  }

  /** @returns the answer, the ms to wait, or why the server could not be reached. */
  async #post(body: string): Promise<Answer | number | string> {
    let response: Response
    let text: string
    try {
      response = await fetch(this.#address, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-ndjson',
          Authorization: `Bearer ${this.#options.token}`,
        },
        body,
        signal: AbortSignal.timeout(answerWithin),
      })
      text = await response.text()
    } catch (error) {
      return causeOf(error)
    }
    return this.#judge(response, text)
  }

  #judge(response: Response, text: string): Answer | number | string {
    const { status } = response
    if (status === 202) {
      const { accepted, duplicates, rejected = [] } = json(text) ?? {}
      if (accepted !== undefined && duplicates !== undefined)
        return { accepted, duplicates, rejected }
      throw new ReplayFault(
        `${this.#address} answers 202 without counts; is it a Starboard server?`,
      )
    }
    if (status === 429 || status === 503) return waitIn(response)
    if (status >= 500) return `it answers ${status}`
    const refused = json(text)
    if (refused?.rejected !== undefined) {
      return { accepted: 0, duplicates: 0, rejected: refused.rejected }
    }
    throw new ReplayFault(this.#refusal(status, refused))
  }

  #refusal(status: number, refused: Refused | null): string {
    const { message = `status ${status}`, hint = '' } = refused?.error ?? {}
    const advice =
      status === 401
        ? 'Give the token with --token, INGEST_TOKEN, or the DATA_DIR of the server.'
        : status === 404
          ? 'Check --url and --site.'
          : hint
    return `${this.#address} refuses the events: ${message}. ${advice}`.trim()
  }

  async #wait(ms: number, why: string): Promise<void> {
    const { signal, notice } = this.#options
    notice(why)
    await pause(ms, undefined, { signal }).catch(() => {})
    if (signal.aborted) throw new ReplayStopped()
  }
}

/** What the server wrote, taken at its word; null when it is no JSON object. */
function json(text: string): (Partial<Answer> & Refused) | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' ? parsed : null
  } catch {
    return null
  }
}

const shortestWait = 50
const longestWait = 60_000

function waitIn(response: Response): number {
  const seconds = Number(response.headers.get('Retry-After'))
  const ms = Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : 1000
  return Math.min(Math.max(ms, shortestWait), longestWait)
}

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { cause } = error
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}
