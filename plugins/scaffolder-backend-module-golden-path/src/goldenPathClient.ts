/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  PreviewFinding,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';
import { askPlugin } from './pluginHttp';

/** Of a call that reads the catalog and asks a Git server and clusters. */
const DEADLINE_MS = 60_000;
/** Of a dry run, which asks the cluster about some dozens of objects. */
const DRY_RUN_DEADLINE_MS = 180_000;
const MAX_BYTES = 8 * 1024 * 1024;
/** Longest text of the server that a task's log repeats. */
const MAX_MESSAGE = 2_000;

/** A service as a form says it; the backend checks it. */
export type DraftValues = Readonly<Record<string, unknown>>;

/** A port that was taken for a while. */
export interface PortReservation {
  port: number;
  service: string;
  outcome: 'reserved' | 'renewed';
  /** ISO 8601. */
  expiresAt: string;
}

/** A port of a platform's pool that is not free. */
export interface TakenPort {
  port: number;
  state: 'used' | 'reserved' | 'live';
  /** Who has it: a reference of an entity or a user, or where it was seen. */
  by: string;
  /** The service that it is for. */
  name?: string;
}

/** What the cluster said to one object. */
export interface DryRunObject {
  apiVersion: string;
  kind: string;
  namespace?: string;
  name: string;
  /** File of the GitOps repository that holds it. */
  path: string;
  outcome: 'created' | 'changed' | 'unchanged' | 'refused';
  message?: string;
}

/** What the cluster said to all objects of a service. */
export interface DryRun {
  environment: string;
  cluster: string;
  objects: DryRunObject[];
}

/** Who asks, and until when. */
export interface CallOptions {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * Asks golden-path-backend as the user who started the task.
 *
 * All methods throw what the backend said as the error that it was (InputError, NotAllowedError, NotFoundError, ConflictError), and
 * ServiceUnavailableError if it cannot be asked.
 */
export interface GoldenPathClient {
  validate(
    draft: DraftValues,
    options: CallOptions,
  ): Promise<{ findings: PreviewFinding[] }>;
  /** @param systemRef - of the platform; without a port it gets the next free one */
  reservePort(
    systemRef: string,
    reservation: { service: string; port?: number },
    options: CallOptions,
  ): Promise<PortReservation>;
  dryRun(
    request: { draft: DraftValues; environment: string },
    options: CallOptions,
  ): Promise<DryRun>;
  getPorts(
    systemRef: string,
    options: CallOptions,
  ): Promise<{ ports: TakenPort[] }>;
  releasePort(
    systemRef: string,
    port: number,
    options: CallOptions,
  ): Promise<void>;
  /** What brings a service to today's generator; it is only worked out. */
  planUpgrade(
    request: { entityRef: string; environment?: string },
    options: CallOptions,
  ): Promise<UpgradePlan>;
}

/**
 * {@link GoldenPathClient} over HTTP, with a deadline and a size limit for each call.
 */
export class DefaultGoldenPathClient implements GoldenPathClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #deadlineMs?: number;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    /** Milliseconds that one call may take. Default: 60 s, of a dry run three minutes. */
    deadlineMs?: number;
  }): DefaultGoldenPathClient {
    return new DefaultGoldenPathClient(options);
  }

  private constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    deadlineMs?: number;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#deadlineMs = options.deadlineMs;
  }

  async validate(
    draft: DraftValues,
    options: CallOptions,
  ): Promise<{ findings: PreviewFinding[] }> {
    const answer = await this.#post('/validations', { draft }, options);
    return checked(answer, ({ findings }) => Array.isArray(findings));
  }

  async reservePort(
    systemRef: string,
    reservation: { service: string; port?: number },
    options: CallOptions,
  ): Promise<PortReservation> {
    const answer = await this.#post(
      `${platformPath(systemRef)}/reservations`,
      reservation,
      options,
    );
    return checked(
      answer,
      ({ port, expiresAt }) =>
        Number.isInteger(port) && typeof expiresAt === 'string',
    );
  }

  async dryRun(
    request: { draft: DraftValues; environment: string },
    options: CallOptions,
  ): Promise<DryRun> {
    const answer = await this.#post('/dry-runs', request, options, {
      deadlineMs: DRY_RUN_DEADLINE_MS,
    });
    return checked(answer, ({ objects }) => Array.isArray(objects));
  }

  async getPorts(
    systemRef: string,
    options: CallOptions,
  ): Promise<{ ports: TakenPort[] }> {
    const path = `${platformPath(systemRef)}/ports`;
    const answer = await this.#call('GET', path, undefined, options);
    return checked(answer, ({ ports }) => Array.isArray(ports));
  }

  async releasePort(
    systemRef: string,
    port: number,
    options: CallOptions,
  ): Promise<void> {
    const path = `${platformPath(systemRef)}/reservations/${port}`;
    await this.#call('DELETE', path, undefined, options);
  }

  async planUpgrade(
    request: { entityRef: string; environment?: string },
    options: CallOptions,
  ): Promise<UpgradePlan> {
    const { kind, namespace, name } = parseEntityRef(request.entityRef);
    const path = `/services/${[kind, namespace, name]
      .map(encodeURIComponent)
      .join('/')}/upgrade`;
    const query = request.environment
      ? `?${new URLSearchParams({ environment: request.environment })}`
      : '';
    const answer = await this.#call(
      'GET',
      `${path}${query}`,
      undefined,
      options,
    );
    return checked<UpgradePlan>(answer, ({ repository, delivery, entity }) =>
      [repository, delivery, entity].every(
        part => typeof part === 'object' && part !== null,
      ),
    );
  }

  async #post(
    path: string,
    body: object,
    options: CallOptions,
    limits?: { deadlineMs?: number },
  ): Promise<unknown> {
    return this.#call('POST', path, body, options, limits);
  }

  async #call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body: object | undefined,
    { credentials, signal }: CallOptions,
    { deadlineMs = DEADLINE_MS }: { deadlineMs?: number } = {},
  ): Promise<unknown> {
    const baseUrl = await this.#discovery.getBaseUrl('golden-path');
    const { token } = await this.#auth.getPluginRequestToken({
      onBehalfOf: credentials,
      targetPluginId: 'golden-path',
    });
    const { status, text } = await askPlugin({
      url: `${baseUrl}${path}`,
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      ...(body && { body: JSON.stringify(body) }),
      deadlineMs: this.#deadlineMs ?? deadlineMs,
      maxBytes: MAX_BYTES,
      signal,
      unavailable,
    });
    const answer = parseJson(text);
    if (status >= 400) {
      throw toError(status, answer);
    }
    return answer;
  }
}

function platformPath(systemRef: string): string {
  const { namespace, name } = parseEntityRef(systemRef, {
    defaultKind: 'system',
    defaultNamespace: 'default',
  });
  return `/platforms/${[namespace, name].map(encodeURIComponent).join('/')}`;
}

const ERRORS: Record<number, new (message: string) => Error> = {
  400: InputError,
  401: AuthenticationError,
  403: NotAllowedError,
  404: NotFoundError,
  409: ConflictError,
  503: ServiceUnavailableError,
};

function toError(status: number, answer: unknown): Error {
  const message = (answer as { error?: { message?: unknown } } | undefined)
    ?.error?.message;
  const ErrorClass = ERRORS[status];
  return ErrorClass && typeof message === 'string' && message !== ''
    ? new ErrorClass(message.slice(0, MAX_MESSAGE))
    : unavailable(`it answered with HTTP status ${status}`);
}

function checked<T>(
  answer: unknown,
  isSound: (answer: Record<string, unknown>) => boolean,
): T {
  if (
    typeof answer !== 'object' ||
    answer === null ||
    !isSound(answer as Record<string, unknown>)
  ) {
    throw unavailable('its answer cannot be read');
  }
  return answer as T;
}

function unavailable(reason: string): ServiceUnavailableError {
  return new ServiceUnavailableError(
    `The portal cannot ask its golden path: ${reason}. Start the task again; if it stays, look at the log of the portal's backend.`,
  );
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
