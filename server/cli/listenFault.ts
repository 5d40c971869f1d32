import type { Environment } from '../config/environment.ts'

/** What to do when the server cannot listen where the settings say; null for any other error. */
export function listenFault(
  error: unknown,
  { host, port }: Pick<Environment, 'host' | 'port'>,
): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  switch (error.code) {
    case 'EADDRINUSE':
      return `PORT: ${host}:${port} is taken by another program. Stop that one, or set another PORT.`
    case 'EACCES':
      return `PORT: this user may not listen on ${host}:${port}. Set a PORT above 1023.`
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `HOST: ${host} is no address of this machine. Set 127.0.0.1, or 0.0.0.0 for all of them.`
    default:
      return null
  }
}
