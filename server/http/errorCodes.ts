/** What a caller of the HTTP interface can be told, and what the operator does about it. [docs/errors.md] */
export const errorCodes = {
  MALFORMED_JSON: {
    status: 400,
    hint: 'The body is not JSON. The message says at which line and column it breaks; mend the sender.',
  },
  NOT_UTF8: { status: 400, hint: 'Send text in UTF-8. The message says at which byte it breaks.' },
  EMPTY_BODY: { status: 400, hint: 'Send one event, a list of events, or one event per line.' },
  EVENTS_REFUSED: {
    status: 400,
    hint: 'No event in the body was taken; `rejected` names each fault. Sending it again unchanged is of no use.',
  },
  BAD_QUERY: { status: 400, hint: 'The message names the parameter and what it may be.' },
  BAD_REQUEST: { status: 400, hint: 'The request broke HTTP or broke off. Look at what sends it.' },
  UNAUTHORIZED: {
    status: 401,
    hint: 'Send `Authorization: Bearer <token>`; the token is INGEST_TOKEN, or METRICS_TOKEN for /metrics. Without one set it is in the file `ingest-token` of DATA_DIR.',
  },
  UNKNOWN_SITE: {
    status: 404,
    hint: 'No site has this id. /readyz names the site files that could not be read; the id stands at the top of each file.',
  },
  NOT_FOUND: { status: 404, hint: 'Nothing lives at this address. Check the path.' },
  METHOD_NOT_ALLOWED: { status: 405, hint: 'Use the method that the header Allow names.' },
  BODY_TOO_LARGE: { status: 413, hint: 'Send at most 5 MB at once; split the batch.' },
  TOO_MANY_EVENTS: { status: 413, hint: 'Send at most 50000 events at once; split the batch.' },
  MEDIA_TYPE: {
    status: 415,
    hint: 'Send Content-Type application/cloudevents+json, application/cloudevents-batch+json, application/json or application/x-ndjson, in UTF-8, plain or with gzip, deflate or br.',
  },
  AUTH_THROTTLED: {
    status: 429,
    hint: 'Too many wrong tokens from this address. Mend the token; wait as long as Retry-After says.',
  },
  OVERLOADED: {
    status: 429,
    hint: 'More events are under way than the disk keeps up with. Send again after Retry-After; nothing of this batch is lost on our side, known events are told apart.',
  },
  STORE_UNAVAILABLE: {
    status: 503,
    hint: 'Redis does not answer or has no room. /readyz says which. Send again after Retry-After; known events are told apart.',
  },
  NOT_READY: {
    status: 503,
    hint: 'The server is starting or lacks something; the reasons name it.',
  },
  CLIENT_NOT_BUILT: {
    status: 503,
    hint: 'The screens are not built. Run `npm run build` and start again.',
  },
  INTERNAL: {
    status: 500,
    hint: 'A fault of ours. The log has the details under this request id; report it with them.',
  },
} as const satisfies Record<string, { readonly status: number; readonly hint: string }>

export type ErrorCode = keyof typeof errorCodes
