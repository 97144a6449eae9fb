/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';

/** A bound of ours was reached. @internal */
export class GitLimitError extends Error {
  readonly limit: 'deadline' | 'redirect' | 'size';

  constructor(limit: GitLimitError['limit'], message: string) {
    super(message);
    this.name = 'GitLimitError';
    this.limit = limit;
  }
}

/** Text of somebody else that is fit for a message: one short line. @internal */
export function shortText(text: string, length = 240): string {
  const line = text
    // eslint-disable-next-line no-control-regex
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

/**
 * Says in words why a call to a Git server failed: repository, reason, next step.
 *
 * @param doing - what was tried, for "Failed to …", e.g. `read`
 * @param repository - address without credentials
 * @returns cancellation unchanged, since it is no fault; an error of
 *   `@backstage/errors` otherwise
 * @internal
 */
export function gitFault(
  cause: unknown,
  doing: string,
  repository: string,
): Error {
  const error = toError(cause);
  const failed = `Failed to ${doing} the Git repository '${repository}'`;
  if (error.name === 'AbortError' || isOurs(error)) return error;
  if (error instanceof GitLimitError) {
    return error.limit === 'deadline'
      ? new ServiceUnavailableError(
          `${failed}: ${error.message}. Look whether the Git server is up, and try again.`,
        )
      : new InputError(
          `${failed}: ${error.message}. Name the right repository in the configuration.`,
        );
  }
  const status = statusOf(error);
  if (status === 401 || status === 403) {
    return new NotAllowedError(
      `${failed}: the server refused the portal's credential (HTTP ${status}). Give the server a valid token with access to it in 'goldenPath.git.servers' or 'integrations'.`,
    );
  }
  if (status === 404 || status === 410) {
    return new NotFoundError(
      `${failed}: it does not exist, or the portal's credential may not see it (HTTP ${status}). Create it, or correct its address.`,
    );
  }
  if (status !== undefined) {
    return new ServiceUnavailableError(
      `${failed}: the server answered HTTP ${status}. Look at the Git server's log, and try again.`,
    );
  }
  const code = systemCodeOf(error);
  if (code) {
    return new ServiceUnavailableError(
      `${failed}: the server can't be reached (${code}). Look whether it is up, and try again.`,
    );
  }
  if (error.name === 'SmartHttpError') {
    return new InputError(
      `${failed}: its answer is not Git's protocol. Correct the address.`,
    );
  }
  return new ServiceUnavailableError(
    `${failed}: ${shortText(error.message)}. Look at the Git server, and try again.`,
  );
}

/** Whether an object or a branch is not there. @internal */
export function isNotFound(error: unknown): boolean {
  return (error as { code?: string } | undefined)?.code === 'NotFoundError';
}

/** The status of an answer that says no; undefined if the failure is another. @internal */
export function statusOf(error: unknown): number | undefined {
  const { code, data } = error as {
    code?: string;
    data?: { statusCode?: number };
  };
  return code === 'HttpError' ? data?.statusCode : undefined;
}

const OWN_ERRORS = [
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'ServiceUnavailableError',
];

function isOurs(error: Error): boolean {
  // isomorphic-git has a NotFoundError too, so that one is told by its code.
  return (
    (OWN_ERRORS.includes(error.name) || error.name === 'NotFoundError') &&
    !isNotFound(error)
  );
}

/** `fetch` hides the system's error one or two levels down. */
function systemCodeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at && depth < 4; depth += 1) {
    const { code, cause, errors } = at as {
      code?: unknown;
      cause?: unknown;
      errors?: unknown[];
    };
    if (typeof code === 'string' && /^(E[A-Z_]+|UND_ERR_\w+|CERT_\w+|DEPTH_\w+|SELF_\w+|UNABLE_\w+)$/.test(code)) {
      return code;
    }
    at = cause ?? errors?.[0];
  }
  return undefined;
}
