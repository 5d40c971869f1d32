import express, { Router, type Express, type RequestHandler } from 'express'
import type { Logger } from 'pino'
import type { Language } from '../../shared/views.ts'
import { accessGate } from './accessGate.ts'
import type { AccessHouse } from './accessHouse.ts'
import { accessPages } from './accessPages.ts'
import { requireBearer } from './bearer.ts'
import { clientRoutes, type ClientFiles } from './clientRoutes.ts'
import { answerErrors, answerNotFound } from './errorAnswers.ts'
import { deviceRoutes } from './deviceRoutes.ts'
import { eventsRoute } from './eventsRoute.ts'
import { kudosRoute } from './kudosRoute.ts'
import type { Monitoring } from './monitoring.ts'
import { pairingRoutes } from './pairingRoutes.ts'
import { readRoutes } from './readRoutes.ts'
import { requestLog } from './requestLog.ts'
import { securityHeaders } from './securityHeaders.ts'
import { sessionRoutes } from './sessionRoutes.ts'
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
  /** Who may do what. Left out: only the tokens above are asked for, and nothing of access is served. */
  readonly house?: AccessHouse
  /** More pages, such as the demo's. */
  readonly pages?: Router
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
  app.use(['/api', '/healthz', '/readyz', '/version', '/metrics'], neverStore)
  if (deps.house) app.use(accessGate(deps.house))
  app.use(stateRoutes(deps.readiness, deps.monitoring, deps.build, metricsToken(deps)))
  app.use('/api', apiRoutes(deps))
  if (deps.house) app.use(accessPages())
  if (deps.pages) app.use(deps.pages)
  app.use(clientRoutes(deps.client))
  app.use(answerNotFound)
  app.use(answerErrors(deps.log))
  return app
}

function apiRoutes(deps: AppDeps): Router {
  const { sites, house } = deps
  // With access in force the gate has judged already, by the table and for every kind of token.
  const maySend = house ? passOn : requireBearer(deps.ingestToken)
  const api = Router()
    .use('/v1', eventsRoute(sites, maySend))
    .use('/v1', readRoutes(sites, deps.defaultLanguage))
  if (house) {
    api.use('/v1', kudosRoute(sites))
    api.use('/v1', pairingRoutes(house))
    api.use('/v1/access', sessionRoutes(house), deviceRoutes(house))
  }
  return api.use(answerNotFound)
}

const metricsToken = ({ house, metricsToken: token }: AppDeps): RequestHandler | null =>
  house || token === null ? null : requireBearer(token)

const passOn: RequestHandler = (_request, _response, next) => next()

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
