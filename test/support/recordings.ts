import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Recorded floors lie beside the project; where they do not, their tests are left out. */
const folder = join(fileURLToPath(new URL('../..', import.meta.url)), '..', 'shared', 'data')

export interface Recordings {
  readonly present: boolean
  /** A bank's call centre, January 1999, as queue_log. */
  readonly january: string
  /** An Asterisk 22 under scripted situations, killed at the end. */
  readonly scenario: string
  /** Results of both, computed by other hands. */
  readonly oracle: string
}

export const recordings: Recordings = {
  present: existsSync(join(folder, 'expected', 'oracle.json')),
  january: join(folder, 'technion-january-1999', 'queue_log'),
  scenario: join(folder, 'asterisk-22', 'scenario', 'queue_log'),
  oracle: join(folder, 'expected', 'oracle.json'),
}
