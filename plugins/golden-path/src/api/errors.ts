/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ResponseError } from '@backstage/errors';

/** Longest text of a server that the page repeats. */
const MAX_MESSAGE_LENGTH = 400;

/**
 * The HTTP status of a refused request, or undefined if no answer arrived.
 *
 * @internal
 */
export function statusOf(error: unknown): number | undefined {
  return (error as ResponseError | undefined)?.response?.status;
}

/**
 * One sentence about an error, fit for the page. The server's words are repeated only if they are short and no markup, since a proxy in
 * between may answer with a whole HTML page.
 *
 * @internal
 */
export function describeError(error: unknown): string {
  const body = (error as ResponseError | undefined)?.body;
  const message = body?.error?.message;
  if (
    typeof message === 'string' &&
    message.length > 0 &&
    message.length <= MAX_MESSAGE_LENGTH &&
    !/<[a-z!/]/i.test(message)
  ) {
    return message;
  }
  const status = statusOf(error);
  if (status === 401) {
    return 'Your session ended. Sign in again.';
  }
  if (status !== undefined) {
    return `The portal's server answered with status ${status}. Try again; if it stays, look at the server's log.`;
  }
  if (error instanceof TypeError) {
    return "The portal's server cannot be reached. Check your connection.";
  }
  if (error instanceof Error && error.message.length <= MAX_MESSAGE_LENGTH) {
    return error.message;
  }
  return "The portal's server gave no usable answer.";
}
