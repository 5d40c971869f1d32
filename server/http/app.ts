import express, { Router, type Express, type RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Language } from '../../shared/views.ts'
import { requireBearer } from './bearer.ts'
import { clientRoutes, type ClientFiles } from './clientRoutes.ts'
import { answerErrors, answerNotFound } from './errorAnswers.ts'
import { eventsRoute } from './eventsRoute.ts'
import type { Monitoring } from './monitoring.ts'
import { readRoutes } from './readRoutes.ts'
import { requestLog } from './requestLog.ts'
import { securityHeaders } from './securityHeaders.ts'
import type { SiteLookup } from './siteLookup.ts'
import { stateRoutes, type Build, type Readiness } from './stateRoutes.ts'

/** What the HTTP interface needs of the house. */
export interface AppDeps {
  readonly sites: SiteLookup
  readonly readiness: () => Readiness
  readonly monitoring: Monitoring
  readonly log: Logger
  readonly build: Build
  readonly client: ClientFiles
  readonly ingestToken: string
  /** Null: anyone who reaches the port may read /metrics. */
  readonly metricsToken: string | null
  /** How browsers reach the server, where the operator said it; https switches stricter headers on. */
  readonly publicUrl: URL | null
  /** Which proxies may say who the sender is, in the words of Express. */
  readonly trustProxy: boolean | number | string
  readonly defaultLanguage: Language
}

/** The whole HTTP interface; sockets and listening are added by the caller. */
export function createApp(deps: AppDeps): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('etag', false)
  app.set('trust proxy', deps.trustProxy)
  app.use(requestLog(deps.log))
  app.use(countAnswers(deps.monitoring))
  app.use(securityHeaders(deps.publicUrl?.protocol === 'https:', deps.client.type === 'middleware'))
  const metricsGate = deps.metricsToken === null ? null : requireBearer(deps.metricsToken)
  app.use(['/api', '/healthz', '/readyz', '/version', '/metrics'], neverStore)
  app.use(stateRoutes(deps.readiness, deps.monitoring, deps.build, metricsGate))
  app.use(
    '/api',
    Router()
      .use('/v1', eventsRoute(deps.sites, requireBearer(deps.ingestToken)))
      .use('/v1', readRoutes(deps.sites, deps.defaultLanguage))
      .use(answerNotFound),
  )
  app.use(clientRoutes(deps.client))
  app.use(answerNotFound)
  app.use(answerErrors(deps.log))
  return app
}

const neverStore: RequestHandler = (_request, response, next) => {
  response.setHeader('Cache-Control', 'no-store')
  next()
}

/** Counts by the pattern of the route: paths come from outside and have no end. */
const countAnswers =
  (monitoring: Monitoring): RequestHandler =>
  (request, response, next) => {
    response.once('finish', () => {
      const route: unknown = request.route
      const known = typeof route === 'object' && route !== null && 'path' in route
      const path = known ? String(route.path) : 'other'
      monitoring.answered(path, response.statusCode)
    })
    next()
  }
