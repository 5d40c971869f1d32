import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { millis } from '../../../shared/time.ts'
import type { AsteriskQueueLogConfig } from '../../core/siteConfig.ts'
import type { Door } from '../source.ts'
import type { FollowPorts, QueueLogStatus } from './followQueueLog.ts'
import { currentIdentity, identityOf, replacedAt, rotatedSince } from './openQueueLog.ts'
import type { RotatedFile } from './openQueueLog.ts'
import { QueueLogDecoder, unknownVerbsTold } from './queueLog.ts'
import { packCheckpoint, unpackCheckpoint } from './queueLogCheckpoint.ts'
import { QueueLogDelivery } from './queueLogDelivery.ts'
import { QueueLogReader } from './queueLogReader.ts'
import type { QueueLogPlace } from './queueLogReader.ts'
import { openRecording } from './recordedBytes.ts'

const chunkSize = 262_144

/** One run over one file, from its checkpoint until it is told to stop. See `followQueueLog`. */
export class QueueLogFollower {
  readonly #config: AsteriskQueueLogConfig
  readonly #ports: FollowPorts
  readonly #signal: AbortSignal
  readonly #delivery: QueueLogDelivery
  #decoder: QueueLogDecoder
  #reader: QueueLogReader
  #file: FileHandle | null = null
  #inode = 0
  /** Size and time of the last look: a change asks whether it is still the same file. */
  #seen = ''
  #problem: string | null = null
  #beaten = Number.NEGATIVE_INFINITY
  #saved = { at: Number.NEGATIVE_INFINITY, offset: -1, identity: '' }

  constructor(config: AsteriskQueueLogConfig, ports: FollowPorts, door: Door, signal: AbortSignal) {
    this.#config = config
    this.#ports = ports
    this.#signal = signal
    const notice = (text: string): void => this.#notice(text)
    this.#delivery = new QueueLogDelivery({ ...config, door, signal, notice })
    this.#decoder = new QueueLogDecoder(config)
    this.#reader = this.#freshReader()
  }

  get #checkpointName(): string {
    return `asterisk-queue-log:${this.#config.source}`
  }

  async run(): Promise<void> {
    await this.#resume()
    while (!this.#signal.aborted) {
      await this.#look()
      await pause(this.#ports.pollEvery ?? 250, undefined, { signal: this.#signal }).catch(() => {})
    }
    await this.#checkpoint(0)
    await this.#file?.close()
  }

  status(): QueueLogStatus {
    const unknown = unknownVerbsTold(this.#decoder.counts)
    return {
      path: this.#config.path,
      watching: this.#file !== null && this.#problem === null,
      problem: this.#problem,
      counts: this.#decoder.counts,
      advice: [...this.#decoder.advice(), ...(unknown === null ? [] : [unknown])],
    }
  }

  /** Goes on where the last run stopped, also when the file was rotated in between. */
  async #resume(): Promise<void> {
    const text = await this.#ports.loadCheckpoint(this.#checkpointName)
    const checkpoint = unpackCheckpoint(text)
    if (checkpoint === null) return
    const { decoder: saved, inode, ...place } = checkpoint
    this.#inode = inode
    this.#decoder = new QueueLogDecoder({ ...this.#config, saved })
    const current = await currentIdentity(this.#config.path)
    if (current === place.identity) {
      this.#reader = this.#freshReader(place)
      return
    }
    const found = await this.#catchUp(place, current)
    if (!found) await this.#reportGap(place.identity)
  }

  /**
   * Finishes the file that was being read when it was rotated away, and those rotated after it.
   * @returns false when that file is nowhere in the folder.
   */
  async #catchUp(place: QueueLogPlace, current: string | null): Promise<boolean> {
    const chain = await rotatedSince(this.#config.path, place.identity, current)
    for (const [index, file] of chain.entries()) {
      const from = index === 0 ? place : undefined
      // Renamed, and nothing new in its place: Asterisk may still be writing to it.
      if (index === chain.length - 1 && current === null && !file.packed) {
        await this.#adopt(file, from)
      } else await this.#finish(file, from)
    }
    return chain.length > 0
  }

  async #adopt(file: RotatedFile, from: QueueLogPlace | undefined): Promise<void> {
    this.#file = await open(file.path, 'r')
    this.#reader = this.#freshReader(from)
  }

  async #finish(file: RotatedFile, from: QueueLogPlace | undefined): Promise<void> {
    this.#notice(`Finishing ${file.path}, which ${this.#config.path} was rotated into.`)
    this.#reader = this.#freshReader(from)
    let skip = from?.offset ?? 0
    const { bytes } = await openRecording(file.path)
    for await (const chunk of bytes) {
      if (this.#signal.aborted) return
      this.#reader.read(chunk.subarray(skip))
      skip = Math.max(0, skip - chunk.length)
      await this.#deliver()
    }
    this.#reader.end()
    await this.#deliver()
    this.#reader = this.#freshReader()
  }

  async #reportGap(identity: string): Promise<void> {
    this.#notice(
      `${this.#config.path} was rotated while nobody read it and the old file is not in its folder: lines may ` +
        `be missing. Keep at least one rotated file beside it.`,
    )
    const time = this.#ports.now()
    const id = `gap:${identity}:${time}`
    this.#delivery.event({ id, source: this.#config.source, type: 'source.gap', time, data: {} })
    await this.#deliver()
  }

  /** One look at the file. A fault of the file system is kept for `status` and tried again. */
  async #look(): Promise<void> {
    const { path } = this.#config
    try {
      this.#file ??= await open(path, 'r')
      await this.#drain(this.#file)
      const replaced = await replacedAt(path, this.#file)
      this.#mind(
        replaced === null ? `${path} is gone; waiting for Asterisk to write it again` : null,
      )
      if (replaced === true) await this.#turnOver(this.#file)
      else if (replaced === false) await this.#beat()
      await this.#checkpoint(this.#ports.checkpointEvery ?? 1000)
    } catch (error) {
      this.#mind(`${path} cannot be read (${String(error)}); check the path and its permissions`)
    }
  }

  /** Reads all that is new, from the start when the file was truncated under us. */
  async #drain(file: FileHandle): Promise<void> {
    const { size, mtimeMs, ino } = await file.stat()
    this.#inode = ino
    const seen = `${size}:${mtimeMs}`
    if (seen === this.#seen) return
    const place = this.#reader.place
    const identity = place === null ? null : await identityOf(file)
    const other = identity !== null && identity !== place?.identity
    if (size < this.#reader.next || other) await this.#startOver(place)
    const chunk = Buffer.allocUnsafe(chunkSize)
    while (this.#reader.next < size && !this.#signal.aborted) {
      const { bytesRead } = await file.read(chunk, 0, chunkSize, this.#reader.next)
      if (bytesRead === 0) break
      this.#reader.read(chunk.subarray(0, bytesRead))
      await this.#deliver()
      await this.#checkpoint(this.#ports.checkpointEvery ?? 1000)
    }
    this.#seen = seen
  }

  /** Truncated: the lines that came after our last look are in the copy, if there is one. */
  async #startOver(place: QueueLogPlace | null): Promise<void> {
    this.#notice(`${this.#config.path} was truncated; reading it from its start.`)
    this.#seen = ''
    if (place === null || !(await this.#catchUp(place, ''))) {
      this.#reader.end()
      this.#reader = this.#freshReader()
    }
  }

  /** Asterisk writes to a new file: what is left in the old one is its end. */
  async #turnOver(file: FileHandle): Promise<void> {
    this.#seen = ''
    await this.#drain(file)
    this.#reader.end()
    await this.#deliver()
    await file.close()
    this.#file = null
    this.#seen = ''
    this.#reader = this.#freshReader()
  }

  async #beat(): Promise<void> {
    const every = this.#ports.heartbeatEvery ?? 5000
    const time = this.#ports.now()
    if (time - this.#beaten < every && time >= this.#beaten) return
    this.#beaten = time
    const { source } = this.#config
    const data = { every: millis(every) }
    this.#delivery.event({ id: `heartbeat:${time}`, source, type: 'source.heartbeat', time, data })
    await this.#deliver()
  }

  async #deliver(): Promise<void> {
    await this.#delivery.deliver()
  }

  /** Saves the place with the decoder's memory; only what the door has taken lies before it. */
  async #checkpoint(every: number): Promise<void> {
    const place = this.#reader.place
    const now = this.#ports.now()
    if (place === null || this.#delivery.pending) return
    const moved = place.offset !== this.#saved.offset || place.identity !== this.#saved.identity
    if (!moved || Math.abs(now - this.#saved.at) < every) return
    const value = packCheckpoint({ ...place, inode: this.#inode, decoder: this.#decoder.save() })
    try {
      await this.#ports.saveCheckpoint(this.#checkpointName, value)
      this.#saved = { at: now, offset: place.offset, identity: place.identity }
    } catch (error) {
      this.#notice(`The place in ${this.#config.path} could not be saved yet: ${String(error)}`)
    }
  }

  #freshReader(from?: QueueLogPlace): QueueLogReader {
    return new QueueLogReader(this.#decoder, this.#delivery, from)
  }

  #mind(problem: string | null): void {
    if (problem !== null && problem !== this.#problem) this.#notice(`${problem}.`)
    this.#problem = problem
  }

  #notice(text: string): void {
    this.#ports.notice?.(text)
  }
}
