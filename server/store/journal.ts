import { mkdir, open, readFile, rename, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import { StoreUnavailable } from './storeFault.ts'

/** What lies in the file, one JSON a line. */
type Line<T> =
  | { readonly key: string; readonly intent: T }
  | { readonly done: string; readonly at: number }

interface Noted<T> {
  readonly intent: T
  /** When it was carried out, ms; null while it is not known to be. */
  doneAt: number | null
}

/** Carried out but still kept, as a Redis that failed over may have lost the last seconds, ms. */
const KEEP_DONE = 600_000
/** Larger than this, the file is written anew without what is no longer needed, bytes. */
const LARGEST = 256 * 1024

export interface JournalOptions {
  /** Epoch ms. */
  readonly now?: () => number
  /** Told of a line that cannot be read. */
  readonly unreadable?: (line: number) => void
}

/**
 * A local file of what is about to be done, on disk before it is begun. A line cut short at the end was
 * never acknowledged and is left out. [P2]
 */
export class Journal<T> {
  readonly #file: string
  readonly #now: () => number
  readonly #noted: Map<string, Noted<T>>
  #handle: FileHandle
  #size: number
  #torn = false
  /** Lines that wait for the write under way; one fsync takes them all. */
  #waiting: string[] = []
  #last: Promise<void> = Promise.resolve()
  #next: Promise<void> | null = null

  private constructor(
    file: string,
    handle: FileHandle,
    noted: Map<string, Noted<T>>,
    now: () => number,
  ) {
    this.#file = file
    this.#handle = handle
    this.#noted = noted
    this.#now = now
    this.#size = 0
  }

  /** @throws Error of the file system when the directory cannot be written. */
  static async open<T>(file: string, options: JournalOptions = {}): Promise<Journal<T>> {
    const now = options.now ?? Date.now
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const noted = notedIn<T>(await textOf(file), options.unreadable ?? (() => {}))
    const handle = await open(file, 'a', 0o600)
    const journal = new Journal<T>(file, handle, noted, now)
    await journal.#prune()
    return journal
  }

  /** Resolves when the intent is on disk. Throws `StoreUnavailable` when it cannot be written. */
  async write(key: string, intent: T): Promise<void> {
    const before = this.#noted.get(key)
    const noted = { intent, doneAt: null }
    this.#noted.set(key, noted)
    try {
      await this.#append({ key, intent })
    } catch (error) {
      if (before) this.#noted.set(key, before)
      else this.#noted.delete(key)
      throw new StoreUnavailable('STORE_DISK_FULL', `${this.#file} cannot be written.`, error)
    }
  }

  /** Not synced: doing it again changes nothing. */
  async done(key: string): Promise<void> {
    const found = this.#noted.get(key)
    if (!found || found.doneAt !== null) return
    const at = this.#now()
    found.doneAt = at
    await this.#serially(() => this.#handle.appendFile(lineOf({ done: key, at })))
    if (this.#size > LARGEST) await this.#prune()
  }

  /** Intents not known to be carried out, in their order. */
  open(): readonly (readonly [key: string, intent: T])[] {
    return [...this.#noted].flatMap(([key, { intent, doneAt }]) =>
      doneAt === null ? [[key, intent] as const] : [],
    )
  }

  /** Also those carried out within the last minutes. */
  recent(): readonly (readonly [key: string, intent: T])[] {
    return [...this.#noted].map(([key, { intent }]) => [key, intent] as const)
  }

  async close(): Promise<void> {
    await this.#prune()
    await this.#handle.close()
  }

  #append(line: Line<T>): Promise<void> {
    this.#waiting.push(lineOf(line))
    this.#next ??= this.#serially(() => {
      this.#next = null
      return this.#flush(this.#waiting.splice(0).join(''))
    })
    return this.#next
  }

  /** One writer at a time, whatever became of the one before. */
  #serially(write: () => Promise<void>): Promise<void> {
    this.#last = this.#last.catch(() => {}).then(write)
    return this.#last
  }

  async #flush(text: string): Promise<void> {
    // What a failed write left of a line must not spoil the next one.
    const whole = this.#torn ? `\n${text}` : text
    this.#torn = true
    await this.#handle.appendFile(whole)
    await this.#handle.datasync()
    this.#torn = false
    this.#size += Buffer.byteLength(whole)
  }

  /** Writes the file anew with what is still needed, whole or not at all. */
  async #prune(): Promise<void> {
    const oldest = this.#now() - KEEP_DONE
    for (const [key, { doneAt }] of this.#noted) {
      if (doneAt !== null && doneAt < oldest) this.#noted.delete(key)
    }
    const lines = [...this.#noted].flatMap(([key, { intent, doneAt }]) => [
      lineOf<T>({ key, intent }),
      ...(doneAt === null ? [] : [lineOf<T>({ done: key, at: doneAt })]),
    ])
    await this.#serially(() => this.#replace(lines.join('')))
  }

  async #replace(text: string): Promise<void> {
    const draft = `${this.#file}.new`
    const handle = await open(draft, 'w', 0o600)
    await handle.appendFile(text)
    await handle.datasync()
    await rename(draft, this.#file)
    await syncDirectory(path.dirname(this.#file))
    const old = this.#handle
    this.#handle = handle
    this.#size = Buffer.byteLength(text)
    await old.close()
  }
}

const lineOf = <T>(line: Line<T>): string => `${JSON.stringify(line)}\n`

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  }
}

function notedIn<T>(text: string, unreadable: (line: number) => void): Map<string, Noted<T>> {
  const noted = new Map<string, Noted<T>>()
  const lines = text.split('\n')
  for (const [place, one] of lines.entries()) {
    if (one === '') continue
    try {
      const line = JSON.parse(one) as Line<T>
      if ('key' in line) noted.set(line.key, { intent: line.intent, doneAt: null })
      else {
        const found = noted.get(line.done)
        if (found) found.doneAt = line.at
      }
    } catch {
      unreadable(place + 1)
    }
  }
  return noted
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  await handle.sync()
  await handle.close()
}
