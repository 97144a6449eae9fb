/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ForwardedError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * The address of a repository as it may be shown: without user and password.
 *
 * @public
 */
export function displayUrl(url: string): string {
  try {
    const shown = new URL(url);
    shown.username = '';
    shown.password = '';
    return shown.toString().replace(/\/$/, '');
  } catch {
    return 'an address that is no URL';
  }
}

/**
 * Says what went wrong with a repository: which, why, what to do. Never holds what
 * was sent to the server.
 *
 * @param doing - `read` or `push to`
 * @internal
 */
export function toGitError(
  error: unknown,
  options: { url: string; doing: string },
): Error {
  const what = `Failed to ${options.doing} repository '${displayUrl(
    options.url,
  )}'`;
  const { name, code, data } = error as {
    name?: string;
    code?: string;
    data?: { statusCode?: number };
  };
  const status = code === 'HttpError' ? data?.statusCode : undefined;
  if (status === 401 || status === 403) {
    return new NotAllowedError(
      `${what}: the Git server does not let the portal in (${status}). Check its user and token in the portal's configuration, and what that user may do there.`,
    );
  }
  if (status === 404) {
    return new NotFoundError(
      `${what}: it does not exist, or the portal may not see it. Check its address.`,
    );
  }
  if (status !== undefined) {
    return new ServiceUnavailableError(
      `${what}: the Git server answered ${status}. Try again; if it stays, look at the server.`,
    );
  }
  if (name === 'TimeoutError') {
    return new ServiceUnavailableError(
      `${what}: the Git server did not answer in time. Try again; if it stays, look at the server.`,
    );
  }
  if (name === 'AbortError') {
    return error as Error;
  }
  const reason = networkReason(error);
  if (reason) {
    return new ServiceUnavailableError(
      `${what}: the Git server cannot be reached (${reason}). Check that it runs and that the address is right.`,
    );
  }
  return new ForwardedError(what, withoutCredentials(error));
}

/** fetch puts the reason into its cause. */
function networkReason(error: unknown): string | undefined {
  const { cause, code } = error as { cause?: { code?: string }; code?: string };
  const known = cause?.code ?? code;
  return known &&
    /^(E[A-Z]+|UND_ERR_[A-Z_]+|CERT_[A-Z_]+|DEPTH_[A-Z_]+|SELF_SIGNED[A-Z_]*)$/.test(
      known,
    )
    ? known
    : undefined;
}

function withoutCredentials(error: unknown): Error {
  const message = String((error as Error)?.message ?? error)
    .replace(/\/\/[^@/\s]+@/g, '//')
    .slice(0, 300);
  return new Error(message);
}
