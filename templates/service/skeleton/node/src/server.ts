import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { ErrorReporter } from './errorReporter.ts';
import { HttpError } from './httpError.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { contextOf, currentContext, runInContext } from './requestContext.ts';
import { type Answer, findRoute, type Route, requestOf } from './router.ts';

/** Time for a handler, in milliseconds: a little less than the mesh waits. */
const HANDLER_TIMEOUT = 9_000;

export interface ServerOptions {
  routes: readonly Route[];
  log: Logger;
  metrics: Metrics;
  errors: ErrorReporter;
  /** Whether connections should end with their answer. */
  isClosing(): boolean;
  handlerTimeout?: number;
}

export function createApiServer(options: ServerOptions): Server {
  return createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      // Longer than the mesh's proxy keeps an idle connection (an hour): whoever
      // closes first must not be the one that a request is under way to.
      keepAliveTimeout: 65 * 60_000,
      maxHeaderSize: 16 * 1024,
    },
    (incoming, response) => {
      const gone = new AbortController();
      response.on('close', () => gone.abort());
      runInContext(contextOf(incoming.headers, gone.signal), () =>
        answer(incoming, response, options),
      );
    },
  );
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions,
): Promise<void> {
  const { log, metrics, errors, routes } = options;
  const start = performance.now();
  const method = incoming.method ?? 'GET';
  const context = currentContext();
  let route: Route | undefined;
  let result: Answer;
  let path = '';
  try {
    const url = URL.parse(incoming.url ?? '/', 'http://localhost');
    if (!url) throw new HttpError(400, 'The address is none.');
    path = url.pathname;
    const match = findRoute(routes, method, path);
    route = match.route;
    const signal = AbortSignal.any([
      context?.signal ?? new AbortController().signal,
      AbortSignal.timeout(options.handlerTimeout ?? HANDLER_TIMEOUT),
    ]);
    const request = requestOf(incoming, { ...match, url, signal });
    result = await inTime(signal, () => match.route.handle(request));
  } catch (error) {
    result = answerOf(error);
    if (result.status === 500) {
      log.error('request failed', { error });
      errors.report(error, route && { route: route.path });
    }
  }
  const { status = 200, body } = result;
  const text = body === undefined ? '' : JSON.stringify(body);
  response.on('close', () => {
    const seconds = (performance.now() - start) / 1000;
    metrics.requests.observe(
      { method, route: route?.path ?? 'none', status },
      seconds,
    );
    // Without the query, which may hold what is nobody's business.
    log[route?.quiet ? 'debug' : 'info']('request', {
      method,
      path,
      status,
      durationMs: Math.round(seconds * 1000),
      complete: response.writableFinished,
    });
  });
  response.writeHead(status, {
    ...(text && { 'content-type': 'application/json; charset=utf-8' }),
    'content-length': Buffer.byteLength(text),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    ...(context && { 'x-request-id': context.requestId }),
    ...(options.isClosing() && { connection: 'close' }),
    ...result.headers,
  });
  response.end(method === 'HEAD' ? undefined : text);
}

/** A handler that does not look at its signal must not keep its caller. */
async function inTime<T>(
  signal: AbortSignal,
  work: () => T | Promise<T>,
): Promise<T> {
  const over = Promise.withResolvers<never>();
  const end = () =>
    over.reject(new HttpError(503, 'It took too long. Try again later.'));
  signal.addEventListener('abort', end, { once: true });
  try {
    return await Promise.race([work(), over.promise]);
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function answerOf(error: unknown): Answer {
  const { status, message, headers } =
    error instanceof HttpError
      ? error
      : { status: 500, message: 'Something went wrong here.', headers: {} };
  const requestId = currentContext()?.requestId;
  return { status, headers, body: { error: { status, message, requestId } } };
}
