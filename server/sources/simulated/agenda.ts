interface Entry<T> {
  readonly at: number
  /** Equal moments keep the order in which they were written down. */
  readonly turn: number
  readonly item: T
}

const before = <T>(one: Entry<T>, other: Entry<T>): boolean =>
  one.at < other.at || (one.at === other.at && one.turn < other.turn)

/** What will happen next, in order of time: a binary heap. What never happens is not written down. */
export class Agenda<T> {
  readonly #heap: Entry<T>[] = []
  #turn = 0

  put(at: number, item: T): void {
    if (at === Number.POSITIVE_INFINITY) return
    const entry = { at, turn: this.#turn++, item }
    let place = this.#heap.length
    this.#heap.push(entry)
    while (place > 0) {
      const parentPlace = (place - 1) >> 1
      const parent = this.#heap[parentPlace]
      if (parent === undefined || before(parent, entry)) break
      this.#heap[place] = parent
      place = parentPlace
    }
    this.#heap[place] = entry
  }

  take(): Entry<T> | undefined {
    const first = this.#heap[0]
    const last = this.#heap.pop()
    if (last !== undefined && this.#heap.length > 0) this.#sink(last)
    return first
  }

  #sink(entry: Entry<T>): void {
    const heap = this.#heap
    let place = 0
    for (;;) {
      let childPlace = 2 * place + 1
      let child = heap[childPlace]
      if (child === undefined) break
      const right = heap[childPlace + 1]
      if (right !== undefined && before(right, child)) {
        child = right
        childPlace++
      }
      if (before(entry, child)) break
      heap[place] = child
      place = childPlace
    }
    heap[place] = entry
  }
}
