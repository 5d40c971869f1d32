import { networkInterfaces } from 'node:os'
import type { Environment } from '../config/environment.ts'

/**
 * Where screens find the server: as PUBLIC_URL says; listening on every address, by the machine's own in its
 * network, as `localhost` would lead a screen to itself.
 * @param listening as the server itself says, such as `http://localhost:8080`.
 */
export function screenAddress(
  listening: string,
  { publicUrl, host }: Pick<Environment, 'publicUrl' | 'host'>,
  interfaces: ReturnType<typeof networkInterfaces> = networkInterfaces(),
): string {
  if (publicUrl) return publicUrl.origin
  if (host !== '0.0.0.0' && host !== '::') return listening
  const outward = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .find(({ family, internal }) => family === 'IPv4' && !internal)
  return outward ? `http://${outward.address}:${new URL(listening).port || '80'}` : listening
}
