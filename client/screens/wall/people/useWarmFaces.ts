import { useEffect } from 'react'
import type { PeopleView } from '../../../../shared/people.ts'

/** What stands on every paper whatever its name. */
const ALWAYS = '服务之星荣誉墙'

/**
 * Fetches the slices of the paper's faces for the names that are likely to come, so that a name does not
 * appear in another face first.
 */
export function useWarmFaces({ stars, teams, lastThanks }: PeopleView): void {
  const named = [...stars, ...teams, ...(lastThanks ? [{ name: lastThanks.to }] : [])]
  const letters = named.map(({ name }) => name['zh-CN'] + name.en).join('')
  useEffect(() => {
    const faces = [
      document.fonts.load('900 100px "Noto Serif SC Variable"', ALWAYS + letters),
      document.fonts.load('48px "LXGW WenKai"', letters),
    ]
    // Without them the paper shows in the next face of its family.
    void Promise.allSettled(faces)
  }, [letters])
}
