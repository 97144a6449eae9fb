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
  isError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ServiceSnapshot } from '@openpolicy/plugin-service-health-common';

const DEADLINE_MS = 5_000;
/** A snapshot is cut to what a page shows: 200 pods, 100 resources an application. */
const MAX_BYTES = 4 * 1024 * 1024;

/**
 * Reads the health of one service from the plugin `service-health`, which answers from memory.
 */
export interface ServiceHealthClient {
  /**
   * @returns undefined while service health does not know the service, or the caller may not see it
   * @throws ServiceUnavailableError if it cannot be asked or answers nonsense: worth another try
   * @throws AuthenticationError, NotAllowedError
   */
  getSnapshot(
    entityRef: string,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<ServiceSnapshot | undefined>;
}

/**
 * {@link ServiceHealthClient} over HTTP, with a deadline and a size limit for each call.
 */
export class DefaultServiceHealthClient implements ServiceHealthClient {
  readonly #auth: AuthService;
  readonly #discovery: DiscoveryService;
  readonly #deadlineMs: number;

  static create(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    /** Milliseconds that one call may take. Default: 5 000. */
    deadlineMs?: number;
  }): DefaultServiceHealthClient {
    return new DefaultServiceHealthClient(options);
  }

  private constructor(options: {
    auth: AuthService;
    discovery: DiscoveryService;
    deadlineMs?: number;
  }) {
    this.#auth = options.auth;
    this.#discovery = options.discovery;
    this.#deadlineMs = options.deadlineMs ?? DEADLINE_MS;
  }

  async getSnapshot(
    entityRef: string,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<ServiceSnapshot | undefined> {
    const { credentials, signal } = options;
    const { kind, namespace, name } = parseEntityRef(entityRef);
    const path = [kind, namespace, name].map(encodeURIComponent).join('/');
    const baseUrl = await this.#discovery.getBaseUrl('service-health');
    const token = await this.#tokenFor(credentials);
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${baseUrl}/services/${path}`, {
        headers: { authorization: `Bearer ${token}` },
        redirect: 'error',
        signal: AbortSignal.any([
          AbortSignal.timeout(this.#deadlineMs),
          ...(signal ? [signal] : []),
        ]),
      });
      text = await readText(response);
    } catch (error) {
      signal?.throwIfAborted();
      throw unavailable(describeFault(error));
    }
    return this.#read(response.status, text, entityRef);
  }

  async #tokenFor(credentials: BackstageCredentials): Promise<string> {
    try {
      const { token } = await this.#auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'service-health',
      });
      return token;
    } catch (error) {
      // Keys lie in a database, which may be away for a while; while the portal stops, it goes first.
      throw isError(error) && error.name === 'AuthenticationError'
        ? error
        : unavailable('it has no key to sign the request with');
    }
  }

  #read(
    status: number,
    text: string,
    entityRef: string,
  ): ServiceSnapshot | undefined {
    switch (status) {
      case 200:
        return parseSnapshot(text);
      case 404:
        return undefined;
      case 401:
        throw new AuthenticationError(
          "The portal's service health no longer accepts the sign-in that started this task.",
        );
      case 403:
        throw new NotAllowedError(
          `You may not read the health of '${entityRef}'. Ask the owner of the service, or an administrator of the portal, for access.`,
        );
      default:
        throw unavailable(`it answered with HTTP status ${status}`);
    }
  }
}

function unavailable(reason: string): ServiceUnavailableError {
  return new ServiceUnavailableError(
    `The portal cannot ask its service health: ${reason}`,
  );
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.length;
    if (size > MAX_BYTES) {
      throw new Error('its answer is too large');
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseSnapshot(text: string): ServiceSnapshot {
  let body: Partial<ServiceSnapshot> | undefined;
  try {
    body = JSON.parse(text);
  } catch {
    // Told below.
  }
  if (
    !body?.verdict?.axes ||
    !Array.isArray(body.rollout?.workloads) ||
    !Array.isArray(body.delivery?.applications) ||
    !Array.isArray(body.alerts?.alerts)
  ) {
    throw unavailable('its answer is no snapshot of a service');
  }
  return body as ServiceSnapshot;
}

function describeFault(error: unknown): string {
  const { name, message, cause } = error as Error;
  if (name === 'TimeoutError') {
    return 'it does not answer in time';
  }
  const code = (cause as { code?: string } | undefined)?.code;
  return code === undefined ? message : `it does not answer (${code})`;
}
