/** Kinds of records; each is a hash of its own beside the site's other keys. */
export type RecordKind =
  | 'tokens'
  | 'devices'
  | 'pairings'
  | 'userCodes'
  | 'links'
  | 'pins'
  | 'tries'
  | 'unlocks'
  | 'admin'

/** Where access keeps what it knows. Every call throws `StoreUnavailable` while the store is away. */
export interface AccessRecords {
  read(scope: string, kind: RecordKind, ids: readonly string[]): Promise<readonly (string | null)[]>
  all(scope: string, kind: RecordKind): Promise<ReadonlyMap<string, string>>
  /**
   * Writes `next`, or removes with null, only where `expected` stands, null meaning nothing: of two at once
   * one is told no. @returns whether it was written.
   */
  swap(
    scope: string,
    kind: RecordKind,
    id: string,
    expected: string | null,
    next: string | null,
  ): Promise<boolean>
}

/** Where records lie that belong to no site; no site can be named so. */
export const HOUSE = '@house'

/** Records of one kind as values. */
export class Shelf<T> {
  readonly #records: AccessRecords
  readonly #kind: RecordKind

  constructor(records: AccessRecords, kind: RecordKind) {
    this.#records = records
    this.#kind = kind
  }

  async get(scope: string, id: string): Promise<T | null> {
    const [found] = await this.#records.read(scope, this.#kind, [id])
    return this.#value(found)
  }

  async many(scope: string, ids: readonly string[]): Promise<readonly (T | null)[]> {
    if (ids.length === 0) return []
    return (await this.#records.read(scope, this.#kind, ids)).map((found) => this.#value(found))
  }

  async all(scope: string): Promise<ReadonlyMap<string, T>> {
    const found = await this.#records.all(scope, this.#kind)
    return new Map([...found].map(([id, text]) => [id, JSON.parse(text) as T]))
  }

  /**
   * Changes a record by a rule: a value writes, null removes, undefined leaves it. The rule is asked again
   * when another was quicker. @returns the record as it stands after, and whether it was written.
   */
  async change(
    scope: string,
    id: string,
    rule: (before: T | null) => T | null | undefined,
  ): Promise<{ readonly before: T | null; readonly after: T | null; readonly written: boolean }> {
    for (;;) {
      const [found = null] = await this.#records.read(scope, this.#kind, [id])
      const before = this.#value(found)
      const after = rule(before)
      if (after === undefined) return { before, after: before, written: false }
      const next = after === null ? null : JSON.stringify(after)
      if (await this.#records.swap(scope, this.#kind, id, found, next)) {
        return { before, after, written: true }
      }
    }
  }

  #value(text: string | null | undefined): T | null {
    return text == null ? null : (JSON.parse(text) as T)
  }
}
