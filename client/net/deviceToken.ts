/** Which device session an address opens. */
export type DeviceRole = 'wall' | 'lead' | 'agent'

const keyOf = (role: DeviceRole): string => `starboard.token.${role}`

/**
 * The token of this device. A link brings it after `#token=`, which no server and no proxy ever sees; it is
 * kept here and taken out of the address at once.
 */
export function takeToken(
  role: DeviceRole,
  place: Pick<Location, 'hash' | 'pathname' | 'search'>,
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  replace: (address: string) => void,
): string {
  const brought = new URLSearchParams(place.hash.slice(1)).get('token')
  try {
    if (brought !== null) {
      replace(place.pathname + place.search)
      storage.setItem(keyOf(role), brought)
    }
    return brought ?? storage.getItem(keyOf(role)) ?? ''
  } catch {
    return brought ?? ''
  }
}
