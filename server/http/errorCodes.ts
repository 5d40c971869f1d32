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
  BAD_BODY: { status: 400, hint: 'Send JSON with the members that the message names.' },
  BAD_REASON: {
    status: 400,
    hint: 'Write 6 to 140 characters about what the person did, without phone or identity numbers. `fault` says what is wrong.',
  },
  PIN_FORM: { status: 400, hint: 'A PIN has 6 to 12 digits.' },
  PAIRING_PENDING: {
    status: 400,
    hint: 'Nobody has approved the code yet. Ask again after `interval` seconds.',
  },
  UNAUTHORIZED: {
    status: 401,
    hint: 'Send `Authorization: Bearer <token>`; the token is INGEST_TOKEN, or METRICS_TOKEN for /metrics. Without one set it is in the file `ingest-token` of DATA_DIR.',
  },
  WRONG_PASSWORD: {
    status: 401,
    hint: 'The password is ADMIN_PASSWORD, or the one printed at the first start.',
  },
  WRONG_PIN: { status: 401, hint: 'Try again; after five wrong PINs the tablet waits.' },
  FORBIDDEN: {
    status: 403,
    hint: 'This is known, but not allowed to do that. docs/access.md says who may do what.',
  },
  PAIRING_DENIED: { status: 403, hint: 'The approver turned this device away. Begin anew.' },
  SELF_THANKS: { status: 403, hint: 'Nobody can thank themselves; ask another lead.' },
  TABLET_LOCKED: { status: 403, hint: 'Unlock the tablet with a PIN first.' },
  UNKNOWN_CODE: {
    status: 404,
    hint: 'No device waits under this code. Read it again from the screen; codes last 10 minutes and work once.',
  },
  UNKNOWN_DEVICE: { status: 404, hint: 'No such device; it may have been revoked already.' },
  UNKNOWN_PERSON: {
    status: 404,
    hint: 'Nobody at this site has this id. Look at the people of the site file.',
  },
  UNKNOWN_BEHAVIOUR: {
    status: 404,
    hint: 'The scheme has no such behaviour. Look at the behaviours of the site file.',
  },
  UNKNOWN_KUDOS: { status: 404, hint: 'No thank-you has this id.' },
  UNKNOWN_SITE: {
    status: 404,
    hint: 'No site has this id. /readyz names the site files that could not be read; the id stands at the top of each file.',
  },
  NOT_FOUND: { status: 404, hint: 'Nothing lives at this address. Check the path.' },
  METHOD_NOT_ALLOWED: { status: 405, hint: 'Use the method that the header Allow names.' },
  OTHER_CONTENT: {
    status: 409,
    hint: 'This id was used for another thank-you. Make a new id for a new one; never change what an id stands for.',
  },
  PIN_TAKEN: { status: 409, hint: 'Choose another PIN: it must tell the leads apart.' },
  LINK_USED: {
    status: 410,
    hint: 'The link was used or is older than 15 minutes. Ask your lead for a new one.',
  },
  PAIRING_EXPIRED: { status: 410, hint: 'The code has expired or was used. Begin anew.' },
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
  KUDOS_QUOTA: {
    status: 429,
    hint: 'A lead gives at most 30 thank-yous a day, 5 of them to one person. Tomorrow there are new ones.',
  },
  LOCKED_OUT: { status: 429, hint: 'Too many wrong tries. Wait as long as Retry-After says.' },
  PAIRING_SLOW_DOWN: {
    status: 429,
    hint: 'Ask no more often than every `interval` seconds, as long as Retry-After says.',
  },
  TOO_MANY_PAIRINGS: {
    status: 429,
    hint: 'Too many devices ask to be let in from here. Wait as long as Retry-After says.',
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
