/** Ms without a touch after which a tablet locks itself. */
const LOCK_AFTER = 60_000

/** Who holds a tablet now. Sessions belong to the tablet, not to the connection: a wavering network asks for no PIN. */
export interface LeadSessions {
  open(tablet: string, lead: string): void
  /** The lead who unlocked it, while it is in use. */
  leadOf(tablet: string): string | null
  touch(tablet: string): void
  lock(tablet: string): void
  /** Tablets that have just been left alone for too long; they are locked now. */
  expire(): readonly string[]
}

export function createLeadSessions(now: () => number, lockAfter = LOCK_AFTER): LeadSessions {
  const sessions = new Map<string, { readonly lead: string; touchedAt: number }>()
  const spent = (touchedAt: number): boolean => now() - touchedAt >= lockAfter
  return {
    open: (tablet, lead) => void sessions.set(tablet, { lead, touchedAt: now() }),
    leadOf(tablet) {
      const session = sessions.get(tablet)
      return session && !spent(session.touchedAt) ? session.lead : null
    },
    touch(tablet) {
      const session = sessions.get(tablet)
      if (session && !spent(session.touchedAt)) session.touchedAt = now()
    },
    lock: (tablet) => void sessions.delete(tablet),
    expire() {
      const left = [...sessions].filter(([, { touchedAt }]) => spent(touchedAt))
      for (const [tablet] of left) sessions.delete(tablet)
      return left.map(([tablet]) => tablet)
    },
  }
}
