/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  ANNOTATIONS,
  GENERATOR_VERSION,
} from '@openpolicy/plugin-golden-path-common';
import {
  GitRepository,
  GitServers,
  locateSource,
  readDescribed,
  SourceLocation,
} from '@openpolicy/plugin-golden-path-node';
import { CatalogReader } from '../catalog/CatalogReader';

/** A page waits for it. */
const DEADLINE_MS = 20_000;
const MAX_BYTES = 32 * 1024 * 1024;

/**
 * The `service.yaml` of a service, as it is in its repository.
 *
 * @internal
 */
export interface ServiceSource {
  repository?: string;
  browseUrl?: string;
  path: string;
  text: string;
  revision: string;
  generatorVersion?: string;
  currentGeneratorVersion: string;
}

/**
 * The repository of a service, open until the work on it is done.
 *
 * @internal
 */
export interface OpenSource {
  entity: Entity;
  repository: GitRepository;
  location: SourceLocation;
  /** Of its `service.yaml`. */
  text: string;
  revision: string;
}

/** @internal */
export interface SourceRequest {
  credentials: BackstageCredentials;
  signal?: AbortSignal;
  /** How many commits back can be seen. Default: 1, the tip. */
  depth?: number;
}

/** @internal */
export interface ServiceSourcesOptions {
  catalog: CatalogReader;
  gitServers: GitServers;
}

/**
 * Reads the sources of services. The catalog entry that says where a source is was written by anybody: `GitServers` calls only hosts that
 * the configuration names.
 *
 * @internal
 */
export class ServiceSources {
  readonly #options: ServiceSourcesOptions;

  static create(options: ServiceSourcesOptions): ServiceSources {
    return new ServiceSources(options);
  }

  private constructor(options: ServiceSourcesOptions) {
    this.#options = options;
  }

  /** @throws as {@link ServiceSources.use} does */
  async read(
    entityRef: string,
    request: SourceRequest,
  ): Promise<ServiceSource> {
    const { gitServers } = this.#options;
    return this.use(entityRef, request, async source => {
      const { entity, location, repository } = source;
      await readDescribed(repository, location, entity);
      return {
        repository: repository.url,
        browseUrl: gitServers.browseUrlOf(repository.url),
        path: location.path,
        text: source.text,
        revision: source.revision,
        generatorVersion: generatorVersionOf(entity),
        currentGeneratorVersion: GENERATOR_VERSION,
      };
    });
  }

  /**
   * Works on the repository of a service.
   *
   * @throws NotFoundError if there is no such service for the user, or no source that the portal may read
   * @throws NotAllowedError if its host is not one that the portal may call
   * @throws as `GitRepository.open` does
   */
  async use<T>(
    entityRef: string,
    request: SourceRequest,
    work: (source: OpenSource) => Promise<T>,
  ): Promise<T> {
    const { catalog, gitServers } = this.#options;
    const { credentials, signal, depth } = request;
    const entity = await catalog.getEntity(entityRef, credentials);
    if (!entity) {
      throw new NotFoundError(
        `The catalog has no '${entityRef}', or you may not see it.`,
      );
    }
    const location = locateSource(entity, gitServers);
    if (!location) {
      throw new NotFoundError(
        `The portal cannot read the source of '${entityRef}': its catalog entry names no repository. Change its spec where it is kept.`,
      );
    }
    const { url, branch, path } = location;
    const access = await gitServers.accessTo(url);
    const repository = await GitRepository.open({
      ...access,
      ...(branch && { branch }),
      deadlineMs: Math.min(access.deadlineMs, DEADLINE_MS),
      maxBytes: MAX_BYTES,
      signal,
      depth,
    });
    try {
      const { revision } = repository;
      const text = await repository.read(path);
      if (text === undefined || !revision) {
        throw new NotFoundError(
          `Repository '${repository.url}' has no file '${path}' on branch '${repository.branch}', so the portal cannot change '${entityRef}'. Change its spec where it is kept.`,
        );
      }
      return await work({ entity, repository, location, text, revision });
    } finally {
      await repository.close();
    }
  }
}

/**
 * Version of the generator that made a service's files, as its entity says.
 *
 * @internal
 */
export function generatorVersionOf(entity: Entity): string | undefined {
  return entity.metadata.annotations?.[ANNOTATIONS.generatorVersion];
}
