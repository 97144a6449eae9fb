/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, isError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { JsonObject } from '@backstage/types';
import {
  GENERATOR_VERSION,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTargets,
  GitServers,
  HISTORY_DEPTH,
  ofThisGenerator,
  openPlatform,
  plainEntity,
  systemRefOf,
} from '@openpolicy/plugin-golden-path-node';
import { parse } from 'yaml';
import { TemplateSkeletons } from '../skeleton/TemplateSkeletons';
import {
  generatorVersionOf,
  OpenSource,
  ServiceSources,
} from '../source/ServiceSources';
import { planManifests } from './planManifests';
import { planRepository } from './planRepository';

/** @internal */
export interface UpgradePlannerOptions {
  catalog: Pick<CatalogService, 'getEntities'>;
  gitServers: GitServers;
  skeletons: TemplateSkeletons;
  sources: ServiceSources;
  targets: DeliveryTargets;
  /** The template whose skeletons services are born of. */
  templateRef: string;
}

/** @internal */
export interface UpgradeRequest {
  entityRef: string;
  /** Default: the platform's first. */
  environment?: string;
  credentials: BackstageCredentials;
  signal?: AbortSignal;
}

/**
 * Works out what brings a service that an older generator made to this one, by
 * three-way merge: what the generator wrote then, what people made of it, what it
 * writes now. Changes nothing.
 *
 * @internal
 */
export class UpgradePlanner {
  readonly #options: UpgradePlannerOptions;

  static create(options: UpgradePlannerOptions): UpgradePlanner {
    return new UpgradePlanner(options);
  }

  private constructor(options: UpgradePlannerOptions) {
    this.#options = options;
  }

  /**
   * One of the two repositories may have a `problem`; that does not hold up the other.
   *
   * @throws NotFoundError if the user sees no such service, or its source or platform is not to be found
   * @throws InputError if the platform has no such environment, or `service.yaml` cannot be read
   * @throws as `GitRepository.open` does
   */
  async plan(request: UpgradeRequest): Promise<UpgradePlan> {
    const { sources } = this.#options;
    const { credentials, entityRef, signal } = request;
    return sources.use(
      entityRef,
      { credentials, signal, depth: HISTORY_DEPTH },
      source => this.#plan(request, source),
    );
  }

  async #plan(
    request: UpgradeRequest,
    source: OpenSource,
  ): Promise<UpgradePlan> {
    const { catalog, gitServers, skeletons, targets, templateRef } =
      this.#options;
    const { credentials, signal } = request;
    const runtime = readRuntime(source);
    const entity = ofThisGenerator(plainEntity(source.entity, runtime));
    const { model } = await openPlatform({
      catalog,
      credentials,
      systemRef: systemRefOf(source.entity),
      targets,
    });
    const environment =
      request.environment ?? model.system.spec.environments[0].name;
    const target = targets.find(model, environment);
    return {
      entityRef: request.entityRef,
      from: generatorVersionOf(source.entity),
      to: GENERATOR_VERSION,
      entity,
      repository: await inRepository(source, () =>
        planRepository(source, {
          runtime,
          model,
          readSkeleton: language =>
            skeletons.read(templateRef, language, { credentials, signal }),
        }),
      ),
      delivery: {
        environment,
        ...(await inDelivery(target, async () =>
          planManifests({
            model,
            target,
            access: {
              ...(await gitServers.accessTo(target.repository)),
              signal,
            },
            entity,
          }),
        )),
      },
    };
  }
}

type Files = UpgradePlan['repository']['files'];

async function inRepository(
  { repository, revision }: OpenSource,
  plan: () => Promise<Files>,
): Promise<UpgradePlan['repository']> {
  return {
    url: repository.url,
    branch: repository.branch,
    revision,
    ...(await filesOrProblem(plan)),
  };
}

async function inDelivery(
  { repository, branch }: { repository: string; branch: string },
  plan: () => Promise<Files>,
) {
  return { url: repository, branch, ...(await filesOrProblem(plan)) };
}

/** What the other repository needs can be done all the same. */
async function filesOrProblem(
  plan: () => Promise<Files>,
): Promise<{ files: Files; problem?: string }> {
  try {
    return { files: await plan() };
  } catch (error) {
    if (
      isError(error) &&
      ['ConflictError', 'InputError', 'NotFoundError'].includes(error.name)
    ) {
      return { files: [], problem: error.message };
    }
    throw error;
  }
}

function readRuntime({ location, repository, text }: OpenSource): JsonObject {
  try {
    const runtime = parse(text, { maxAliasCount: 100 });
    if (typeof runtime === 'object' && runtime !== null) {
      return runtime;
    }
  } catch {
    // Said below.
  }
  throw new InputError(
    `'${location.path}' in repository '${repository.url}' is no YAML with sections. Mend it there first.`,
  );
}
