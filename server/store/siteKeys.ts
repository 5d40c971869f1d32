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
  /** Everything granted, in order, hash-chained. [K4] */
  readonly ledger: string
  /** Identity of a grant → its place in the ledger and the digest of its content. [K3] */
  readonly ledgerIds: string
  /** Person → sum of the ledger's amounts. [K4] */
  readonly balances: string
  /** Words of a thank-you by its id; nowhere else, so that they can be erased. */
  readonly texts: string
  /** Prefix of what is known of screens, tablets, devices and PINs. */
  readonly access: string
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
    ledger: key('ledger'),
    ledgerIds: key('ledger:ids'),
    balances: key('balances'),
    texts: key('texts'),
    access: key('access:'),
  }
}
