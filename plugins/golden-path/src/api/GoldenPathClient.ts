/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseEntityRef } from '@backstage/catalog-model';
import { FetchApi } from '@backstage/frontend-plugin-api';
import { ResponseError } from '@backstage/errors';
import {
  PreviewFinding,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';
import {
  EnvironmentDelivery,
  GoldenPathApi,
  PortPool,
  PortReservation,
  ServiceSource,
  SkeletonFile,
} from './GoldenPathApi';

/**
 * @public
 */
export interface GoldenPathClientOptions {
  fetchApi: FetchApi;
}

/**
 * Talks to golden-path-backend as the user of the portal.
 *
 * @public
 */
export class GoldenPathClient implements GoldenPathApi {
  readonly #fetchApi: FetchApi;

  static create(options: GoldenPathClientOptions): GoldenPathClient {
    return new GoldenPathClient(options);
  }

  private constructor(options: GoldenPathClientOptions) {
    this.#fetchApi = options.fetchApi;
  }

  async getPorts(
    systemRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<PortPool> {
    return await this.#fetch(`${platformPath(systemRef)}/ports`, options);
  }

  async getDeliveries(
    systemRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<EnvironmentDelivery[]> {
    const { deliveries } = await this.#fetch<{
      deliveries: EnvironmentDelivery[];
    }>(`${platformPath(systemRef)}/deliveries`, options);
    return deliveries;
  }

  async reservePort(
    systemRef: string,
    reservation: { service: string; port?: number },
  ): Promise<PortReservation> {
    return await this.#post(
      `${platformPath(systemRef)}/reservations`,
      reservation,
    );
  }

  async validate(
    draft: Readonly<Record<string, unknown>>,
  ): Promise<{ findings: PreviewFinding[] }> {
    return await this.#post('/validations', { draft });
  }

  async getSource(entityRef: string): Promise<ServiceSource> {
    return await this.#fetch(`/services/${pathOf(entityRef)}/source`);
  }

  async getUpgrade(
    entityRef: string,
    options: { environment?: string; signal?: AbortSignal } = {},
  ): Promise<UpgradePlan> {
    const { environment, signal } = options;
    const query = environment ? `?environment=${encoded(environment)}` : '';
    return await this.#fetch(`/services/${pathOf(entityRef)}/upgrade${query}`, {
      signal,
    });
  }

  async getSkeleton(
    templateRef: string,
    language: string,
  ): Promise<SkeletonFile[]> {
    const { namespace, name } = parseEntityRef(templateRef, {
      defaultKind: 'template',
      defaultNamespace: 'default',
    });
    const { files } = await this.#fetch<{ files: SkeletonFile[] }>(
      `/templates/${encoded(namespace)}/${encoded(name)}/skeletons/${encoded(
        language,
      )}`,
    );
    return files;
  }

  async #post<T>(path: string, body: unknown): Promise<T> {
    return await this.#fetch(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  async #fetch<T>(path: string, init?: RequestInit): Promise<T> {
    const response = await this.#fetchApi.fetch(
      `plugin://golden-path${path}`,
      init,
    );
    if (!response.ok) {
      throw await ResponseError.fromResponse(response);
    }
    return (await response.json()) as T;
  }
}

function platformPath(systemRef: string): string {
  const { namespace, name } = parseEntityRef(systemRef, {
    defaultKind: 'system',
    defaultNamespace: 'default',
  });
  return `/platforms/${encoded(namespace)}/${encoded(name)}`;
}

function pathOf(entityRef: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return [kind, namespace, name].map(encoded).join('/');
}

function encoded(part: string): string {
  return encodeURIComponent(part.toLocaleLowerCase('en-US'));
}
