/** JSON that is text already: it goes to the screen as it is. */
export class Prepared {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** A socket.io packet, version 5 of its protocol. */
export interface PlainPacket {
  readonly type: number
  readonly nsp: string
  readonly data?: unknown
  readonly id?: number | undefined
}

/**
 * Writes a packet that holds no bytes, as socket.io's own encoder would. That one first walks through all
 * data in search of bytes, which costs as much again as the text, and cannot take over what is text
 * already: with 1,000 screens coming back at once, a snapshot each, it is most of the work. [G15]
 */
export function encodePlain({ type, nsp, data, id }: PlainPacket): string {
  const name = nsp === '/' ? '' : `${nsp},`
  return `${type}${name}${id ?? ''}${data === undefined ? '' : jsonOf(data)}`
}

function jsonOf(data: unknown): string {
  if (!Array.isArray(data) || !data.some((item) => item instanceof Prepared))
    return JSON.stringify(data)
  return `[${data.map((item) => (item instanceof Prepared ? item.text : JSON.stringify(item))).join(',')}]`
}
