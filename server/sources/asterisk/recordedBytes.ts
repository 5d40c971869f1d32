import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable, pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** How far the reading of a recording is; `total` is null where it cannot be known. */
export interface ReadSoFar {
  readonly read: number
  readonly total: number | null
}

export interface Recording {
  /** The file's bytes, unpacked, in order. */
  readonly bytes: AsyncIterable<Buffer>
  /** Bytes taken from the file so far, packed as they are. */
  progress(): ReadSoFar
}

const chunkSize = 1 << 20
const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b

async function* counted(stream: Readable, count: (length: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    const bytes = chunk as Buffer
    count(bytes.length)
    yield bytes
  }
}

/** Passes bytes on, through gunzip when the first two say so: the name does not decide. */
async function* unpacked(packed: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let head = Buffer.alloc(0)
  while (head.length < 2) {
    const next = await packed.next()
    if (next.done === true) break
    head = Buffer.concat([head, next.value])
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield head
    yield* packed
  }
  if (!isGzip(head)) {
    yield* whole()
    return
  }
  // A fault on either side ends the loop below with its error; the callback keeps it from being thrown twice.
  const gunzip = createGunzip({ chunkSize })
  pipeline(Readable.from(whole(), { objectMode: false }), gunzip, () => {})
  for await (const chunk of gunzip) yield chunk as Buffer
}

/**
 * Opens a recorded file for reading from its start: plain or gzip, `-` is standard input.
 * @throws at the first byte, when the file cannot be read or its gzip data are damaged.
 */
export async function openRecording(path: string): Promise<Recording> {
  const size = path === '-' ? null : (await stat(path)).size
  const stream = path === '-' ? process.stdin : createReadStream(path, { highWaterMark: chunkSize })
  let read = 0
  const bytes = unpacked(
    counted(stream, (length) => {
      read += length
    }),
  )
  return { bytes, progress: () => ({ read, total: size }) }
}
