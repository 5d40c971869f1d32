/** Names of a site's keys in Redis; they share one hash tag, so that Redis Cluster keeps them together. */
export interface SiteKeys {
  /** The event log. */
  readonly events: string
  /** Prefix of the day hashes of identities seen. [E1] */
  readonly seen: string
  readonly state: string
  readonly lease: string
  readonly dead: string
  readonly checkpoints: string
  /** What integrators append to. */
  readonly inbox: string
  /** Prefix of the short-lived marks of calls that must not be done twice. */
  readonly once: string
}

export function siteKeys(site: string): SiteKeys {
  const key = (name: string): string => `{${site}}:${name}`
  return {
    events: key('events'),
    seen: key('seen'),
    state: key('state'),
    lease: key('lease'),
    dead: key('dead'),
    checkpoints: key('checkpoints'),
    inbox: key('inbox'),
    once: key('once:'),
  }
}
