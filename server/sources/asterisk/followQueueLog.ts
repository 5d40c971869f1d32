import type { EpochMs } from '../../../shared/time.ts'
import type { AsteriskQueueLogConfig } from '../../core/siteConfig.ts'
import type { Source } from '../source.ts'
import type { QueueLogCounts } from './queueLog.ts'
import { QueueLogFollower } from './queueLogFollower.ts'

/** What following needs from the house; the first two are `SiteStore`'s. */
export interface FollowPorts {
  loadCheckpoint(name: string): Promise<string | null>
  saveCheckpoint(name: string, value: string): Promise<void>
  now(): EpochMs
  /** Something an operator should read in the server's log. */
  notice?(text: string): void
  /** ms between two looks at the file. Default 250. */
  readonly pollEvery?: number
  /** ms between two signs of life. Default 5000. */
  readonly heartbeatEvery?: number
  /** ms between two checkpoints while lines come. Default 1000; ids make a repeated second harmless. */
  readonly checkpointEvery?: number
}

export interface QueueLogStatus {
  readonly path: string
  /** The file is there and is being read. */
  readonly watching: boolean
  /** What is wrong and what to do about it. */
  readonly problem: string | null
  readonly counts: QueueLogCounts | null
  /** Advice about the file's contents, such as missing aliases. */
  readonly advice: readonly string[]
}

export interface FollowedQueueLog extends Source {
  status(): QueueLogStatus
}

/**
 * Follows an Asterisk `queue_log` live: across rotation by renaming, copy-and-truncate, a file that is
 * not there yet, half-written lines and our own restarts, each line exactly once. [E1]
 */
export function followQueueLog(
  config: AsteriskQueueLogConfig,
  ports: FollowPorts,
): FollowedQueueLog {
  let follower: QueueLogFollower | null = null
  return {
    name: `asterisk-queue-log:${config.source}`,
    async run(door, signal) {
      follower = new QueueLogFollower(config, ports, door, signal)
      await follower.run()
    },
    status: () =>
      follower?.status() ?? {
        path: config.path,
        watching: false,
        problem: null,
        counts: null,
        advice: [],
      },
  }
}
