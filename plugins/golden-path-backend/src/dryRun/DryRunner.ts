/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  createPreview,
  isBlocking,
  parseDraft,
  planService,
  PlatformModel,
  ServiceDefinition,
  withoutService,
} from '@openpolicy/plugin-golden-path-common';
import { DeliveryTargets } from '@openpolicy/plugin-golden-path-node';
import { CatalogReader } from '../catalog/CatalogReader';
import { Clusters } from '../clusters/Clusters';
import { Clock } from '../clock';
import { KubernetesKinds } from './KubernetesKinds';
import { mapLimited } from './mapLimited';
import { placedObjects } from './placedObjects';
import { TriedObject, tryObject } from './tryObject';

/** Objects that are tried at a time. */
const CONCURRENCY = 4;
/** Milliseconds for all objects together. */
const DEADLINE_MS = 120_000;

/**
 * What a cluster said to all objects of a service.
 *
 * @internal
 */
export interface DryRunResult {
  environment: string;
  cluster: string;
  objects: TriedObject[];
}

/** @internal */
export interface DryRunnerOptions {
  catalog: CatalogReader;
  clusters: Clusters;
  targets: DeliveryTargets;
  clock: Clock;
}

/**
 * Asks the cluster of an environment what it would say to a service. What is asked about is rendered here, of the draft: nobody can have
 * the portal ask about other objects.
 *
 * @internal
 */
export class DryRunner {
  readonly #options: DryRunnerOptions;

  static create(options: DryRunnerOptions): DryRunner {
    return new DryRunner(options);
  }

  private constructor(options: DryRunnerOptions) {
    this.#options = options;
  }

  /**
   * @throws InputError if the draft breaks a rule, or environment or cluster are not known
   * @throws NotFoundError if there is no such platform
   * @throws ServiceUnavailableError if catalog or cluster do not answer
   */
  async run(options: {
    draft: Readonly<Record<string, unknown>>;
    environment: string;
    credentials: BackstageCredentials;
    signal?: AbortSignal;
  }): Promise<DryRunResult> {
    const { environment } = options;
    const { clusters, targets } = this.#options;
    const { model, service } = await this.#read(options);
    const cluster = clusters.get(targets.find(model, environment).cluster);
    const without = withoutService(model, service.entityRef);
    const objects = placedObjects(
      planService(without, service, { environment }),
    );
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const signal = options.signal
      ? AbortSignal.any([deadline, options.signal])
      : deadline;
    const kinds = KubernetesKinds.create({ cluster, signal });
    return {
      environment,
      cluster: cluster.name,
      objects: await mapLimited(objects, CONCURRENCY, object =>
        tryObject(object, { cluster, kinds, signal }),
      ),
    };
  }

  async #read(options: {
    draft: Readonly<Record<string, unknown>>;
    credentials: BackstageCredentials;
  }): Promise<{ model: PlatformModel; service: ServiceDefinition }> {
    const { catalog, clock, targets } = this.#options;
    const { draft, credentials } = options;
    const { system } = parseDraft(draft);
    const preview = createPreview({
      entities: await catalog.getModelEntities(credentials),
    });
    const { findings } = preview.update(draft, {
      now: clock.now(),
      environments: [],
    });
    const read = preview.read(draft);
    if (!read.model) {
      throw new NotFoundError(
        `The catalog has no System '${system}' with a valid spec.platform. Name the System whose platform runs the service.`,
      );
    }
    // A renderer expects what the rules have passed. A name that is taken is not its concern: a task that is run again has made it itself.
    const errors = findings.filter(
      finding => isBlocking(finding) && finding.ruleId !== 'GP-CREATE-001',
    );
    if (errors.length > 0 || !read.service) {
      throw new InputError(
        `The service breaks rules. ${errors
          .map(({ ruleId, message, fix }) => `${ruleId}: ${message}. ${fix}`)
          .join(' ')}`,
      );
    }
    return { model: targets.applyTo(read.model), service: read.service };
  }
}
