import type { IncomingMessage } from 'node:http';
import { HttpError } from './httpError.ts';
import { readJson } from './readJson.ts';

export interface Answer {
  status?: number;
  /** Becomes JSON; undefined is an empty answer. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** What a handler sees of a request. */
export interface Request {
  params: Record<string, string>;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Ends when the caller has gone or the time is over. */
  signal: AbortSignal;
  /**
   * The body, as JSON.
   *
   * @throws HttpError if it is too long or none
   */
  json(): Promise<unknown>;
}

export interface Route {
  method: string;
  /** With parameters, as `/orders/:id`; also the label of its metrics. */
  path: string;
  /** Of calls that nobody wants to read about: the kubelet's. */
  quiet?: boolean;
  handle(request: Request): Answer | Promise<Answer>;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/**
 * Finds the route of a request.
 *
 * @throws HttpError 404, or 405 if the path has other methods
 */
export function findRoute(
  routes: readonly Route[],
  method: string,
  path: string,
): Match {
  const onPath = routes.flatMap(route => {
    const params = matchPath(route.path, path);
    return params ? [{ route, params }] : [];
  });
  const match = onPath.find(({ route }) => route.method === method);
  if (match) return match;
  if (onPath.length > 0) {
    const allow = onPath.map(({ route }) => route.method).join(', ');
    throw new HttpError(405, `${method} is not allowed here.`, { allow });
  }
  throw new HttpError(404, 'There is nothing at this path.');
}

export function requestOf(
  incoming: IncomingMessage,
  options: { params: Match['params']; url: URL; signal: AbortSignal },
): Request {
  return {
    params: options.params,
    query: options.url.searchParams,
    headers: incoming.headers,
    signal: options.signal,
    json: () => readJson(incoming),
  };
}

function matchPath(
  pattern: string,
  path: string,
): Record<string, string> | undefined {
  const names = pattern.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const part = parts[index] ?? '';
    if (name.startsWith(':')) {
      if (part === '') return undefined;
      params[name.slice(1)] = decode(part);
    } else if (name !== part) {
      return undefined;
    }
  }
  return params;
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(400, 'The path is not encoded as a URL must be.');
  }
}
