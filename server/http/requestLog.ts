import { randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { RequestHandler } from 'express'
import type { Logger } from 'pino'
import { pinoHttp } from 'pino-http'

const quiet = new Set(['/healthz', '/readyz', '/metrics'])

const pathOf = (url: string | undefined): string =>
  (url ?? '').split('?', 1)[0]?.slice(0, 200) ?? ''

/** One line per request: no headers, no query, no body, so no tokens and no callers' numbers. */
export function requestLog(log: Logger): RequestHandler {
  return pinoHttp({
    logger: log,
    genReqId: (_request, response) => {
      const id = randomUUID()
      response.setHeader('X-Request-Id', id)
      return id
    },
    autoLogging: { ignore: (request) => quiet.has(pathOf(request.url)) },
    quietReqLogger: true,
    wrapSerializers: false,
    serializers: {
      req: (request: IncomingMessage) => ({
        id: request.id,
        method: request.method,
        path: pathOf('originalUrl' in request ? String(request.originalUrl) : request.url),
        address: request.socket.remoteAddress,
      }),
      res: (response: ServerResponse) => ({ status: response.statusCode }),
      err: () => undefined,
    },
    customLogLevel: (_request, response) =>
      response.statusCode >= 500 ? 'error' : response.statusCode >= 400 ? 'warn' : 'debug',
    customErrorMessage: () => 'request failed',
    customSuccessMessage: () => 'request answered',
  })
}
