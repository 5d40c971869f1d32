import type { RequestHandler } from 'express'
import helmet from 'helmet'

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
