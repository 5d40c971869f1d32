import type { EpochMs } from '../../../shared/time.ts'

/** Member name → its interfaces, as the site file says. */
export type Aliases = Readonly<Record<string, readonly string[]>>

/** `Tech/…`, the way Asterisk names a device instead of a person. */
const interfaceForm = /^[A-Za-z][A-Za-z0-9]*\//
const mostNames = 20

interface QueueNames {
  readonly interfaces: Set<string>
  readonly members: Set<string>
}

/**
 * Who is who: ADDMEMBER, PENALTY and the like name the interface while CONNECT and PAUSE name the
 * member. Only the site's own alias map joins them; nothing is guessed.
 */
export class QueueLogAgents {
  readonly #memberOf = new Map<string, string>()
  readonly #queues = new Map<string, QueueNames>()

  constructor(aliases: Aliases = {}) {
    for (const [member, interfaces] of Object.entries(aliases)) {
      for (const device of interfaces) this.#memberOf.set(device.toLowerCase(), member)
    }
  }

  /** The person behind a name of the log. Asterisk compares interfaces without regard to case. */
  resolve(name: string): string {
    return this.#memberOf.size === 0 ? name : (this.#memberOf.get(name.toLowerCase()) ?? name)
  }

  /** A device that no alias names. */
  isBareInterface(name: string): boolean {
    return interfaceForm.test(name) && !this.#memberOf.has(name.toLowerCase())
  }

  /** Remembers in which form a queue names its people. */
  note(queue: string, name: string): void {
    let names = this.#queues.get(queue)
    if (names === undefined) {
      names = { interfaces: new Set(), members: new Set() }
      this.#queues.set(queue, names)
    }
    if (names.members.has(name)) return
    const set = this.isBareInterface(name) ? names.interfaces : names.members
    if (set.size < mostNames) set.add(name)
  }

  /** One sentence per queue that names the same people in two forms, with what to do about it. */
  faults(): readonly string[] {
    const mixed = Array.from(this.#queues).filter(
      ([, { interfaces, members }]) => interfaces.size > 0 && members.size > 0,
    )
    return mixed.map(([queue, { interfaces, members }]) => {
      const devices = Array.from(interfaces).join(', ')
      return (
        `Queue ${queue} names members by interface (${devices}) and by name (${Array.from(members).join(', ')}), ` +
        `so one person may count as two. Give each member its interfaces under "aliases" of this ` +
        `queue_log in the site file.`
      )
    })
  }
}

/** JSON form of the pauses that may still be repeated queue by queue. */
export type SavedPauses = readonly (readonly [string, RememberedPause])[]

interface RememberedPause {
  readonly verb: string
  readonly at: EpochMs
  readonly reasoned: boolean
}

/** The rows that repeat a PAUSEALL come in the same second, or just after its turn. */
const repeatedWithin = 1000

/** PAUSEALL is followed by a PAUSE for each queue: one pause, not several. */
export class RepeatedPauses {
  readonly #last: Map<string, RememberedPause>

  constructor(saved: SavedPauses = []) {
    this.#last = new Map(saved)
  }

  everywhere(agent: string, verb: 'PAUSE' | 'UNPAUSE', at: EpochMs, reasoned: boolean): void {
    for (const [name, { at: then }] of this.#last) {
      if (at - then > repeatedWithin) this.#last.delete(name)
    }
    this.#last.set(agent, { verb, at, reasoned })
  }

  /**
   * @returns `repeat` for a row that only says PAUSEALL again, `reason` for the first one that adds the
   * reason (before Asterisk 13 PAUSEALL carries none), `own` for a pause of its own.
   */
  judge(agent: string, verb: string, at: EpochMs, reasoned: boolean): 'repeat' | 'reason' | 'own' {
    const all = this.#last.get(agent)
    if (all === undefined || all.verb !== verb || Math.abs(at - all.at) > repeatedWithin) {
      this.#last.delete(agent)
      return 'own'
    }
    if (!reasoned || all.reasoned) return 'repeat'
    this.#last.set(agent, { ...all, reasoned })
    return 'reason'
  }

  save(): SavedPauses {
    return Array.from(this.#last)
  }
}
