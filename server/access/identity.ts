/** What somebody or something may be. Fixed when it is let in, never changed afterwards. [R2] */
export const roles = ['wall', 'lead', 'agent', 'admin', 'integrator'] as const
export type Role = (typeof roles)[number]

/** What a token of an integrator is for. */
export const scopes = ['events', 'kudos', 'metrics'] as const
export type Scope = (typeof scopes)[number]

/** Who asks. */
export interface Identity {
  /** The pairing, session or token it came by; what is revoked. */
  readonly device: string
  readonly role: Role
  /** Null: every site of the house. */
  readonly site: string | null
  /** Whom it speaks for: the agent, the lead who unlocked the tablet, the lead a token gives thanks for. */
  readonly person: string | null
  /** Of a wall: which screen of the site it shows; null for any. */
  readonly screen: string | null
  readonly scopes: readonly Scope[]
}

/**
 * What the table of permissions speaks of. `tablet` is a lead's tablet that nobody has unlocked: a lead is a
 * tablet too, but a tablet is no lead.
 */
export const standings = [
  'anyone',
  'passer:wall',
  'passer:metrics',
  'wall',
  'tablet',
  'lead',
  'agent',
  'admin',
  'integrator:events',
  'integrator:kudos',
  'integrator:metrics',
] as const
export type Standing = (typeof standings)[number]

/** What is open to whoever reaches the port, by the operator's choice. */
export type Open = Extract<Standing, `passer:${string}`>

/** Everything an identity counts as; somebody unknown is anyone. */
export function standingsOf(identity: Identity | null, open: readonly Open[]): readonly Standing[] {
  return ['anyone', ...open, ...(identity === null ? [] : ownStandings(identity))]
}

function ownStandings({ role, person, scopes: held }: Identity): readonly Standing[] {
  switch (role) {
    case 'lead':
      return person === null ? ['tablet'] : ['tablet', 'lead']
    case 'integrator':
      return held.map((scope) => `integrator:${scope}` as const)
    default:
      return [role]
  }
}
