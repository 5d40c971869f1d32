import { createHash } from 'node:crypto'
import type { FloorEvent } from '../../../shared/events.ts'
import { isFault } from './queueLog.ts'
import type { QueueLogDecoder, QueueLogFault } from './queueLog.ts'

/** Where decoded lines go. */
export interface QueueLogSink {
  event(event: FloorEvent): void
  fault(fault: QueueLogFault): void
  /** One of the first lines of a verb that nobody knows. Left out: only counted. */
  unknown?(line: QueueLogFault): void
}

/** Where to go on in a file: at the first line not yet read. */
export interface QueueLogPlace {
  readonly identity: string
  readonly offset: number
  /** Complete lines before `offset`. */
  readonly lines: number
}

/** Asterisk cuts its own lines at 8 KB; more than this is no line. */
const longestLine = 65_536
const tooLong = `is longer than ${longestLine} bytes: the file is damaged or no queue_log`
const halfWritten = 'is half written: the file ends before the line does'
const byteOrderMark = '\u00ef\u00bb\u00bf'

/** A file is known by its first complete line, not by its name: rotation renames files. [E1] */
export const fileIdentity = (firstLine: string): string =>
  createHash('sha256').update(firstLine, 'latin1').digest('hex').slice(0, 16)

/**
 * Cuts one file's bytes into lines and hands them to the decoder with their exact offsets. A line
 * without its end is held back until the end comes; `end` says that it will not.
 */
export class QueueLogReader {
  readonly #decoder: QueueLogDecoder
  readonly #sink: QueueLogSink
  #identity: string | undefined
  /** Offset of the first byte of `#held`. */
  #offset: number
  #lines: number
  #held = ''
  /** Bytes of an endless line that were read and thrown away. */
  #skipped = 0

  constructor(decoder: QueueLogDecoder, sink: QueueLogSink, from?: QueueLogPlace) {
    this.#decoder = decoder
    this.#sink = sink
    this.#identity = from?.identity
    this.#offset = from?.offset ?? 0
    this.#lines = from?.lines ?? 0
  }

  /** Null until the file's first line is complete. */
  get place(): QueueLogPlace | null {
    if (this.#identity === undefined) return null
    return { identity: this.#identity, offset: this.#offset, lines: this.#lines }
  }

  /** Offset of the next byte to read from the file. */
  get next(): number {
    return this.#offset + this.#skipped + this.#held.length
  }

  /** Bytes of the file that follow the ones before. */
  read(bytes: Buffer): void {
    const text = this.#held + bytes.toString('latin1')
    let start = 0
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      if (this.#skipped > 0) this.#endSkipped(end + 1)
      else this.#line(text.slice(start, end), end + 1 - start)
      start = end + 1
    }
    this.#hold(text.slice(start))
  }

  /** The file ends here: what is held back has no end and is set aside. */
  end(): void {
    if (this.#held !== '') this.#setAside(this.#held, halfWritten)
    this.#offset = this.next
    this.#skipped = 0
    this.#held = ''
  }

  #setAside(bytes: string, reason: string): void {
    this.#sink.fault(this.#decoder.unread(bytes, this.#offset, this.#lines + 1, reason))
  }

  #hold(rest: string): void {
    if (this.#skipped > 0 || rest.length > longestLine) {
      if (this.#skipped === 0) this.#setAside(rest, tooLong)
      this.#skipped += rest.length
      this.#held = ''
      return
    }
    this.#held = rest
  }

  #endSkipped(length: number): void {
    this.#offset += this.#skipped + length
    this.#lines += 1
    this.#skipped = 0
  }

  #line(text: string, length: number): void {
    if (text.length > longestLine) this.#setAside(text, tooLong)
    const offset = this.#offset
    this.#offset += length
    this.#lines += 1
    const line = text.endsWith('\r') ? text.slice(0, -1) : text
    if (line === '' || text.length > longestLine) return
    this.#identity ??= fileIdentity(line)
    const bare = offset === 0 && line.startsWith(byteOrderMark) ? line.slice(3) : line
    const read = this.#decoder.line(bare, this.#identity, offset, this.#lines)
    if (read === null) return
    if (!isFault(read)) this.#sink.event(read)
    else if (read.unknown) this.#sink.unknown?.(read)
    else this.#sink.fault(read)
  }
}
