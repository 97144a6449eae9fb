/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What another plugin of the portal answers, within a deadline and a size limit.
 * Redirects are not followed: the user's token must not travel.
 *
 * @param options - `unavailable` makes the error of a plugin that cannot be asked, of the
 *   reason in words
 * @throws the reason of `signal` if it is aborted, else what `unavailable` makes
 */
export async function askPlugin(options: {
  url: string;
  method?: 'GET' | 'POST' | 'DELETE';
  headers: Record<string, string>;
  body?: string;
  deadlineMs: number;
  maxBytes: number;
  signal?: AbortSignal;
  unavailable(reason: string): Error;
}): Promise<{ status: number; text: string }> {
  const { url, method, headers, body, deadlineMs, maxBytes, signal } = options;
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.any([
        AbortSignal.timeout(deadlineMs),
        ...(signal ? [signal] : []),
      ]),
    });
    return {
      status: response.status,
      text: await readText(response, maxBytes),
    };
  } catch (error) {
    signal?.throwIfAborted();
    throw options.unavailable(describeFault(error));
  }
}

async function readText(response: Response, maxBytes: number): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > maxBytes) {
      throw new Error('its answer is too large');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function describeFault(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') {
    return 'it does not answer in time';
  }
  const code = (cause as { code?: string } | undefined)?.code;
  return code === undefined ? message : `it does not answer (${code})`;
}
