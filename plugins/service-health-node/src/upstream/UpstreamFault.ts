/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What went wrong below the API. Before anything was sent: `notFound` (no such host), `refused` (no connection), `certificate`, `url` (a
 * path that would have led elsewhere). Later: `timeout`, `connection` (it broke), `aborted` (by the caller), `redirect`, `contentType`,
 * `tooLarge`. `garbage` is for clients whose upstream answers what cannot be read.
 *
 * @public
 */
export type UpstreamFaultKind =
  | 'aborted'
  | 'certificate'
  | 'connection'
  | 'contentType'
  | 'garbage'
  | 'notFound'
  | 'redirect'
  | 'refused'
  | 'timeout'
  | 'tooLarge'
  | 'url';

/**
 * A request without a usable answer. The message completes "Failed to …: " and names no host, path, body or credential.
 *
 * @public
 */
export class UpstreamFault extends Error {
  readonly name = 'UpstreamFault';
  /** True if the request may have reached upstream. */
  readonly mayHaveActed: boolean;

  constructor(
    readonly kind: UpstreamFaultKind,
    message: string,
    options?: { mayHaveActed?: boolean; cause?: unknown },
  ) {
    super(message, { cause: options?.cause });
    this.mayHaveActed = options?.mayHaveActed ?? false;
  }
}

/**
 * Whether nobody answered at all: refused, timed out or broken off, as by a program that is not there or still starting.
 *
 * @public
 */
export function isUnreachable(error: unknown): boolean {
  return (
    error instanceof UpstreamFault &&
    ['connection', 'refused', 'timeout'].includes(error.kind)
  );
}

/** Error codes that occur before the first byte of a request is sent. */
const BEFORE_SENDING: Record<string, [UpstreamFaultKind, string]> = {
  ECONNREFUSED: ['refused', 'the connection was refused'],
  EHOSTUNREACH: ['refused', 'the host is unreachable'],
  ENETUNREACH: ['refused', 'the network is unreachable'],
  ENOTFOUND: ['notFound', 'the host name is not known'],
  EAI_AGAIN: ['notFound', 'the host name could not be looked up'],
  UND_ERR_CONNECT_TIMEOUT: ['timeout', 'no connection within 5 s'],
  UND_ERR_INVALID_ARG: ['url', 'the request could not be built'],
};

/**
 * Classifies an error of undici, of Node's network stack or of an abort. The only place that looks at their codes.
 *
 * @param deadlineMs - the deadline, if it has passed.
 * @public
 */
export function toUpstreamFault(
  error: unknown,
  deadlineMs?: number,
): UpstreamFault {
  if (error instanceof UpstreamFault) {
    return error;
  }
  const code = codeOf(error);
  const early = BEFORE_SENDING[code];
  if (early) {
    return new UpstreamFault(early[0], early[1], { cause: error });
  }
  if (/CERT|^ERR_TLS|SELF_SIGNED|UNABLE_TO|^ERR_SSL|^EPROTO/.test(code)) {
    return new UpstreamFault(
      'certificate',
      `its certificate was not accepted (${code})`,
      { cause: error },
    );
  }
  if (deadlineMs !== undefined) {
    return new UpstreamFault(
      'timeout',
      `no answer within ${deadlineMs / 1000} s`,
      { mayHaveActed: true, cause: error },
    );
  }
  // By its name: what aborts is a DOMException, which is no Error of this realm in every runtime.
  const isAbort =
    (error as { name?: unknown } | undefined)?.name === 'AbortError' ||
    code === 'UND_ERR_ABORTED';
  return isAbort
    ? new UpstreamFault('aborted', 'the request was cancelled', {
        mayHaveActed: true,
        cause: error,
      })
    : new UpstreamFault('connection', 'the connection broke', {
        mayHaveActed: true,
        cause: error,
      });
}

/** The code of an error, or of the first of the errors that an address family race collects. */
function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) {
    return '';
  }
  const { code, errors } = error as { code?: unknown; errors?: unknown[] };
  if (typeof code === 'string') {
    return code;
  }
  return Array.isArray(errors) && errors.length > 0 ? codeOf(errors[0]) : '';
}
