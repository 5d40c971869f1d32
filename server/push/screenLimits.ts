/** What one screen, or all of them, may take. */
export interface ScreenLimits {
  /** Connections at a time; more are refused. */
  readonly connections: number
  /** Ms from connecting to a successful join; a refused screen may ask again meanwhile. */
  readonly joinWithin: number
  /** Messages from a screen: so many at once, … */
  readonly burst: number
  /** … then so many a second; one that sends more is dropped. */
  readonly perSecond: number
  /** Bytes that may wait for a slow screen; more, and it gets a snapshot once it reads again. [P8] */
  readonly backlog: number
  /** Ms without taking anything after which a screen is dropped, within the next two seconds. [P8] */
  readonly stuckFor: number
  /** Ms within which the pages of an older build load the new one. [P12] */
  readonly reloadWithin: number
  /** Ms between pings, and to wait for the answer. */
  readonly pingEvery: number
}

export const screenLimits: ScreenLimits = {
  connections: 2000,
  joinWithin: 30_000,
  burst: 20,
  perSecond: 5,
  backlog: 65_536,
  stuckFor: 8000,
  reloadWithin: 30_000,
  pingEvery: 5000,
}
