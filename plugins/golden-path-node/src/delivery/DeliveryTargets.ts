/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  PlatformModel,
  withDeliveryRepository,
} from '@openpolicy/plugin-golden-path-common';

/**
 * Where one environment of a platform is delivered.
 *
 * @public
 */
export interface DeliveryTarget {
  environment: string;
  /** Address of the GitOps repository. */
  repository: string;
  branch: string;
  /** Name of the cluster, as the portal's configuration calls it. */
  cluster: string;
}

interface Override {
  system: string;
  environment: string;
  repository: string;
  cluster?: string;
}

/**
 * What the configuration says otherwise about where environments are delivered.
 *
 * @public
 */
export class DeliveryTargets {
  readonly #overrides: Override[];

  static fromConfig(config: Config): DeliveryTargets {
    const key = 'goldenPath.delivery.environments';
    return new DeliveryTargets(
      (config.getOptionalConfigArray(key) ?? []).map(entry => ({
        system: entry.getString('system').toLocaleLowerCase('en-US'),
        environment: entry.getString('environment'),
        repository: entry.getString('repository'),
        cluster: entry.getOptionalString('cluster'),
      })),
    );
  }

  private constructor(overrides: Override[]) {
    this.#overrides = overrides;
  }

  /** The model as it is delivered: what the configuration overrides is in place. */
  applyTo(model: PlatformModel): PlatformModel {
    return this.#of(model).reduce(
      (result, { environment, repository }) =>
        withDeliveryRepository(result, { environment, repository }),
      model,
    );
  }

  /**
   * Where an environment is delivered.
   *
   * @throws InputError if the platform has no environment of that name
   */
  find(model: PlatformModel, name: string): DeliveryTarget {
    const { environments, delivery } = model.system.spec;
    const environment = environments.find(known => known.name === name);
    if (!environment) {
      throw new InputError(
        `'${
          model.system.entityRef
        }' has no environment '${name}'. Its environments are: ${environments
          .map(known => known.name)
          .join(', ')}.`,
      );
    }
    const override = this.#of(model).find(known => known.environment === name);
    return {
      environment: name,
      repository:
        override?.repository ?? environment.repository ?? delivery.repository,
      branch: delivery.targetRevision,
      cluster: override?.cluster ?? environment.cluster.name,
    };
  }

  #of(model: PlatformModel): Override[] {
    const names = model.system.spec.environments.map(({ name }) => name);
    return this.#overrides.filter(
      ({ system, environment }) =>
        system === model.system.entityRef && names.includes(environment),
    );
  }
}
