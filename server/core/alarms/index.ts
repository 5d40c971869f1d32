import { queuePressed } from './queuePressed.ts'
import { waitPastAmber } from './waitPastAmber.ts'

/** Alarms about one queue. One line registers a new one. */
export const queueAlarms = [queuePressed, waitPastAmber] as const
