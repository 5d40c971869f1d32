import type { RequestHandler } from 'express'
import helmet from 'helmet'

/**
 * The sockets of the address that the page itself came from. Browsers of today include them in 'self';
 * those of older television sets do not.
 */
const socketsOf = (host: string | undefined): string =>
  host !== undefined && /^[\w.-]+(?::\d+)?$|^\[[0-9a-fA-F:]+\](?::\d+)?$/.test(host)
    ? `ws://${host} wss://${host}`
    : "'self'"

/**
 * Headers that keep the pages to their own files. On plain http, which is how most floors begin, a browser
 * told to upgrade requests would show a blank page: those parts are only for https.
 */
export function securityHeaders(https: boolean, developing: boolean): RequestHandler {
  return helmet({
    contentSecurityPolicy: developing
      ? false
      : {
          useDefaults: false,
          directives: {
            defaultSrc: ["'self'"],
            connectSrc: ["'self'", (request) => socketsOf(request.headers.host)],
            imgSrc: ["'self'", 'data:'],
            objectSrc: ["'none'"],
            baseUri: ["'none'"],
            formAction: ["'none'"],
            frameAncestors: ["'self'"],
            ...(https ? { upgradeInsecureRequests: [] } : {}),
          },
        },
    strictTransportSecurity: https,
    // Ignored with a complaint in the console where the page comes over plain http.
    crossOriginOpenerPolicy: https,
    originAgentCluster: https,
    referrerPolicy: { policy: 'no-referrer' },
  })
}
