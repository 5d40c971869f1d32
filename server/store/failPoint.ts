/** Places where a test may end the process or make a step fail; in production they do nothing. */
export const failPointNames = [
  'ingest.beforeWrite',
  'ingest.afterWrite',
  'commit.beforeWrite',
  'commit.between',
  'commit.afterWrite',
  'inbox.beforeCursor',
  'grant.beforeJournal',
  'grant.afterJournal',
  'grant.between',
  'grant.afterLedger',
  'grant.afterEvent',
  'grant.afterDone',
] as const
export type FailPointName = (typeof failPointNames)[number]

export type FailPoint = (name: FailPointName) => void

/** Thrown at a fail-point whose action is `throw`. */
export class FailPointError extends Error {
  constructor(name: string) {
    super(`Fail-point ${name} was hit; unset FAILPOINT to run normally.`)
    this.name = 'FailPointError'
  }
}

interface Trigger {
  readonly name: string
  readonly hit: () => boolean
  readonly act: () => void
}

function triggerOf(setting: string, random: () => number): Trigger {
  const [name = '', when = '1', action = 'kill'] = setting.split(':')
  const wanted = Number(when)
  if (!(failPointNames as readonly string[]).includes(name) || !(wanted > 0)) {
    throw new Error(
      `FAILPOINT=${setting} is not understood; write name, name:0.01 (probability) or name:7 (the 7th time), then :throw or :stop if it should not kill. Names: ${failPointNames.join(', ')}.`,
    )
  }
  let seen = 0
  return {
    name,
    hit: () => {
      seen += 1
      return wanted < 1 ? random() < wanted : seen === wanted
    },
    act: () => {
      if (action === 'throw') throw new FailPointError(name)
      process.kill(process.pid, action === 'stop' ? 'SIGSTOP' : 'SIGKILL')
    },
  }
}

/**
 * Reads `FAILPOINT=name[:probability|:nth][:throw|:stop]`, several with commas. Without a probability or
 * count the first time triggers.
 * @throws Error when the setting is not understood: a mistyped fail-point would prove nothing.
 */
export function failPointsFrom(
  setting: string | undefined,
  random: () => number = Math.random,
): FailPoint {
  if (setting === undefined || setting === '') return () => {}
  const triggers = setting.split(',').map((part) => triggerOf(part.trim(), random))
  return (name) => {
    for (const trigger of triggers) if (trigger.name === name && trigger.hit()) trigger.act()
  }
}

/** Mechanisms a test may switch off, to prove that it notices. */
export interface BrokenOnPurpose {
  /** State rows and offset are written in two steps. */
  readonly offsetApart: boolean
  /** Grants are not written to the journal first. */
  readonly journalOff: boolean
  /** Ledger, index and balance are written in steps of their own. */
  readonly grantApart: boolean
}

export function brokenOnPurpose(setting: string | undefined): BrokenOnPurpose {
  const names = (setting ?? '').split(',')
  return {
    offsetApart: names.includes('offsetApart'),
    journalOff: names.includes('journalOff'),
    grantApart: names.includes('grantApart'),
  }
}
