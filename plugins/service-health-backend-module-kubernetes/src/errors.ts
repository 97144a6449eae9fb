/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isRecord } from '@openpolicy/plugin-service-health-node/upstream';

/**
 * Why a request to an API server brought nothing usable. A closed set, so that the reflector decides by it and never by message texts.
 *
 * `unreachable`: no connection, or it broke. `certificate`: TLS verification failed. `timeout`: a deadline passed. `expired`: the
 * position in the log of changes is gone (410), so a fresh list is needed. `throttled`: 429. `tooLarge`, `malformed`, `refused`
 * (redirect, compressed body, wrong type): an answer that we do not read.
 *
 * @internal
 */
export type KubernetesFaultCode =
  | 'unreachable'
  | 'certificate'
  | 'timeout'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'expired'
  | 'throttled'
  | 'serverError'
  | 'tooLarge'
  | 'malformed'
  | 'refused';

/**
 * A failed request to an API server. The message is in our own words and fit for a page: nothing of the body, no URL, no header.
 *
 * @internal
 */
export class KubernetesFault extends Error {
  name = 'KubernetesFault' as const;
  readonly code: KubernetesFaultCode;
  /** How long the API server asks us to wait, in milliseconds. */
  readonly retryAfterMs?: number;

  constructor(
    code: KubernetesFaultCode,
    message: string,
    options: { retryAfterMs?: number } = {},
  ) {
    super(message);
    this.code = code;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/**
 * The parts of a `Status` object (k8s.io/apimachinery, pkg/apis/meta/v1) that decisions rest on.
 *
 * @internal
 */
export interface KubernetesStatusFacts {
  /** HTTP status of the answer, or `code` of an ERROR event. */
  status: number;
  reason?: string;
  /** Reasons of `details.causes`. */
  causes: string[];
  /** From the Retry-After header, else `details.retryAfterSeconds`. */
  retryAfterMs?: number;
}

/** A server that asks for more than this is asked again at our own pace. */
const RETRY_AFTER_CAP_MS = 60_000;

/**
 * Reads a parsed `Status` object, of which nothing is taken for granted.
 *
 * @internal
 */
export function readStatusFacts(
  body: unknown,
  fallbackStatus: number,
): KubernetesStatusFacts {
  const status = isRecord(body) ? body : {};
  const details = isRecord(status.details) ? status.details : {};
  const causes = Array.isArray(details.causes) ? details.causes : [];
  return {
    status: typeof status.code === 'number' ? status.code : fallbackStatus,
    reason: typeof status.reason === 'string' ? status.reason : undefined,
    causes: causes
      .slice(0, 20)
      .map(cause => (isRecord(cause) ? cause.reason : undefined))
      .filter((reason): reason is string => typeof reason === 'string'),
    retryAfterMs: parseRetryAfter(details.retryAfterSeconds),
  };
}

/**
 * Turns a count of seconds, as text or number, into milliseconds of at most a minute.
 *
 * @internal
 */
export function parseRetryAfter(value: unknown): number | undefined {
  const seconds = typeof value === 'string' ? Number(value) : value;
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds > 0
    ? Math.min(seconds * 1_000, RETRY_AFTER_CAP_MS)
    : undefined;
}

/**
 * Classifies an unsuccessful answer.
 *
 * @internal
 */
export function faultOfStatus(facts: KubernetesStatusFacts): KubernetesFault {
  const { status, retryAfterMs } = facts;
  // ResourceVersionTooLarge comes from a watch cache that is behind our position, as after a restore of etcd from a backup. Waiting does not
  // help then, a list without a position does (client-go, tools/cache/reflector.go, isTooLargeResourceVersionError).
  if (
    status === 410 ||
    facts.reason === 'Expired' ||
    facts.reason === 'Gone' ||
    facts.causes.includes('ResourceVersionTooLarge')
  ) {
    return new KubernetesFault('expired', 'the position has expired');
  }
  if (status === 401) {
    return new KubernetesFault('unauthorized', 'the token was rejected (401)');
  }
  if (status === 403) {
    return new KubernetesFault('forbidden', 'access is forbidden (403)');
  }
  if (status === 404) {
    return new KubernetesFault('notFound', 'the resource is not served (404)');
  }
  if (status === 429) {
    return new KubernetesFault('throttled', 'too many requests (429)', {
      retryAfterMs,
    });
  }
  if (status >= 300 && status < 400) {
    return new KubernetesFault(
      'refused',
      `it answered with a redirect (${status}), which is not followed`,
    );
  }
  return new KubernetesFault('serverError', `it answered ${status}`, {
    retryAfterMs,
  });
}

const TIMEOUT_CODES = new Set([
  'ETIMEDOUT',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
]);

const CERTIFICATE_CODES =
  /^(CERT_|ERR_TLS_CERT|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(VERIFY|GET_ISSUER))/;

/**
 * Turns whatever a transport threw into a fault. The codes of Node and undici are named, because operators search for them; messages are
 * not, because they hold addresses.
 *
 * @internal
 */
export function toKubernetesFault(error: unknown): KubernetesFault {
  if (error instanceof KubernetesFault) {
    return error;
  }
  const code = codeOf(error);
  if (code && CERTIFICATE_CODES.test(code)) {
    return new KubernetesFault(
      'certificate',
      `its certificate was not accepted (${code})`,
    );
  }
  if (code && TIMEOUT_CODES.has(code)) {
    return new KubernetesFault(
      'timeout',
      `it did not answer in time (${code})`,
    );
  }
  return new KubernetesFault(
    'unreachable',
    code ? `the connection failed (${code})` : 'the connection failed',
  );
}

function codeOf(error: unknown): string | undefined {
  for (
    let current: unknown = error, depth = 0;
    isRecord(current) && depth < 5;
    current = current.cause, depth++
  ) {
    if (typeof current.code === 'string' && /^[A-Z0-9_]+$/.test(current.code)) {
      return current.code;
    }
  }
  return undefined;
}
