import type { Language, ScreenSettings } from '../../shared/views.ts'

/** What the address of a wall says: `/wall/<screen>?site=&language=&theme=&layout=&motion=`. */
export interface WallAddress {
  readonly site: string
  readonly screen: string
  /** For trying a setting without changing the site file. */
  readonly overrides: Partial<ScreenSettings>
}

const DEFAULT_SITE = 'default'

const oneOf = <T extends string>(value: string | null, allowed: readonly T[]): T | undefined =>
  allowed.find((candidate) => candidate === value)

const languages: readonly Language[] = ['zh-CN', 'en']

export function readAddress(screen: string, search: string): WallAddress {
  const query = new URLSearchParams(search)
  const language = oneOf(query.get('language'), languages)
  const theme = oneOf(query.get('theme'), ['night', 'day', 'auto'])
  const layout = oneOf(query.get('layout'), ['auto', 'standard', 'focus', 'compact'])
  const motion = oneOf(query.get('motion'), ['reduced', 'full'])
  return {
    site: query.get('site') ?? DEFAULT_SITE,
    screen,
    overrides: {
      ...(language && { language }),
      ...(theme && { theme }),
      ...(layout && { layout }),
      ...(motion && { reducedMotion: motion === 'reduced' }),
    },
  }
}
