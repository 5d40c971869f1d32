import { Router, type RequestHandler } from 'express'
import type { Monitoring } from './monitoring.ts'
import { allowOnly } from './errorAnswers.ts'
import { Problem } from './problem.ts'

/** Whether the server can do its work, and if not, each reason in the operator's words. */
export interface Readiness {
  readonly ready: boolean
  readonly reasons: readonly string[]
}

/** Names the running program. */
export interface Build {
  readonly version: string
  /** Changes with each build of the client; a screen with another one reloads. */
  readonly build: string
}

const anyone: RequestHandler = (_request, _response, next) => next()

/** `/healthz`, `/readyz`, `/version` and `/metrics`: for machines that watch the server. */
export function stateRoutes(
  readiness: () => Readiness,
  monitoring: Monitoring,
  build: Build,
  authorizeMetrics: RequestHandler | null,
): Router {
  return Router()
    .get('/healthz', (_request, response) => {
      response.json({ alive: true })
    })
    .get('/readyz', (_request, response) => {
      const { ready, reasons } = readiness()
      if (!ready) {
        throw new Problem('NOT_READY', reasons.join('; ') || 'Not ready', {
          details: { ready, reasons },
        })
      }
      // Reasons beside ready: what works but should be looked at, such as a site file with faults.
      response.json({ ready, reasons })
    })
    .get('/version', (_request, response) => {
      response.json({ name: 'starboard', ...build, node: process.version })
    })
    .get('/metrics', authorizeMetrics ?? anyone, async (_request, response) => {
      const text = await monitoring.read()
      response.type(monitoring.contentType).send(text)
    })
    .all(['/healthz', '/readyz', '/version', '/metrics'], allowOnly('GET', 'HEAD'))
}
