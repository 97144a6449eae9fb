import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Headers that carry a trace from one service to the next. The mesh writes them,
 * but only the program knows which call belongs to which request.
 */
const TRACE_HEADERS = [
  'traceparent',
  'tracestate',
  'b3',
  'x-b3-traceid',
  'x-b3-spanid',
  'x-b3-parentspanid',
  'x-b3-sampled',
  'x-b3-flags',
  'x-ot-span-context',
];

/** What belongs to the request that is worked on. */
export interface RequestContext {
  requestId: string;
  traceId: string | undefined;
  /** Headers for calls of other services. */
  headers: Record<string, string>;
  /** Ends with the caller's patience. */
  signal: AbortSignal;
}

const storage = new AsyncLocalStorage<RequestContext>();

/** The context of the request that is worked on; undefined outside of one. */
export function currentContext(): RequestContext | undefined {
  return storage.getStore();
}

export function runInContext<T>(context: RequestContext, work: () => T): T {
  return storage.run(context, work);
}

/** Keeps the ids that came with a request, and makes one if there is none. */
export function contextOf(
  incoming: IncomingHttpHeaders,
  signal: AbortSignal,
): RequestContext {
  const given = incoming['x-request-id'];
  // It goes into logs and headers, so it is not taken as it comes.
  const requestId =
    typeof given === 'string' && /^[\w.-]{1,128}$/.test(given)
      ? given
      : randomUUID();
  const headers: Record<string, string> = { 'x-request-id': requestId };
  for (const name of TRACE_HEADERS) {
    const value = incoming[name];
    if (typeof value === 'string') headers[name] = value;
  }
  const traceId =
    /^[0-9a-f]{2}-([0-9a-f]{32})-/.exec(headers.traceparent ?? '')?.[1] ??
    headers['x-b3-traceid'];
  return { requestId, traceId, headers, signal };
}
