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
import { askPlugin } from './pluginHttp';

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
    const { status, text } = await askPlugin({
      url: `${baseUrl}/services/${path}`,
      headers: { authorization: `Bearer ${token}` },
      deadlineMs: this.#deadlineMs,
      maxBytes: MAX_BYTES,
      signal,
      unavailable,
    });
    return this.#read(status, text, entityRef);
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
