import { currentContext } from './requestContext.ts';

/**
 * Calls another service: with the ids of the request that is worked on, never
 * longer than it may take, and not at all once its caller has gone.
 *
 * @param address - what a dependency's variable says, as process.env.CART_URL
 */
export async function callService(
  address: string,
  path: string,
  options: RequestInit & { timeoutMs?: number } = {},
): Promise<Response> {
  const { timeoutMs = 3_000, ...init } = options;
  const context = currentContext();
  const headers = new Headers(init.headers);
  for (const [name, value] of Object.entries(context?.headers ?? {})) {
    headers.set(name, value);
  }
  const signals = [AbortSignal.timeout(timeoutMs)];
  if (context) signals.push(context.signal);
  if (init.signal) signals.push(init.signal);
  return fetch(new URL(path, address), {
    ...init,
    headers,
    signal: AbortSignal.any(signals),
  });
}
