/** Which device session an address opens. */
export type DeviceRole = 'wall' | 'lead' | 'agent'

const keyOf = (role: DeviceRole): string => `starboard.token.${role}`

/** Keeps a token that takes the place of the one before; without storage it lasts as long as the page. */
export function keepToken(
  role: DeviceRole,
  storage: Pick<Storage, 'setItem'>,
  token: string,
): void {
  try {
    storage.setItem(keyOf(role), token)
  } catch {
    // A browser that keeps nothing: the link has to be opened again after the page is closed.
  }
}

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
