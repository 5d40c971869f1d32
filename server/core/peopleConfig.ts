import type { Behaviour, Person, Team } from '../../shared/people.ts'
import { defaultBehaviours } from './behaviours.ts'
import {
  defaultKudosLimits,
  defaultKudosRules,
  type KudosLimits,
  type KudosRule,
} from './kudos/kudosRule.ts'
import { defaultScheme, type Scheme } from './people/scheme.ts'
import type { DayStretch } from './siteConfig.ts'

/** Who works here and what recognition goes by, as the site file says. */
export interface PeopleConfig {
  readonly teams: readonly Team[]
  readonly people: readonly Person[]
  readonly behaviours: readonly Behaviour[]
  /** Its `version` is given by the fold, as that of the definitions is: see `schemeInForce`. [M22] */
  readonly scheme: Scheme
  readonly kudosRules: readonly KudosRule[]
  readonly kudosLimits: KudosLimits
  /** No celebration is begun in these hours. */
  readonly quietHours: readonly DayStretch[]
}

/** A site that names nobody: people appear under their source ids, by the default scheme. */
export const nobodyNamed: PeopleConfig = {
  teams: [],
  people: [],
  behaviours: defaultBehaviours,
  scheme: defaultScheme,
  kudosRules: defaultKudosRules,
  kudosLimits: defaultKudosLimits,
  quietHours: [],
}

/** The scheme with the version that the log gives it: it grows with the definitions, of which it is one. [M22] */
export const schemeInForce = (
  { scheme }: PeopleConfig,
  definitions: { readonly version: number },
): Scheme => ({ ...scheme, version: definitions.version })
