/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { renderPlatform } from '../render/renderPlatform';
import { RenderedFile } from '../render/types';

/**
 * What happens to one file. `before` is missing if it is new, `after` if it goes.
 *
 * @public
 */
export interface FileChange {
  /** Relative to the environment's root. */
  path: string;
  before?: string;
  after?: string;
}

/**
 * A model with a service added, or with its new version in place of the old.
 *
 * @public
 */
export function withService(
  model: PlatformModel,
  service: ServiceDefinition,
): PlatformModel {
  const { services, ...rest } = withoutService(model, service.entityRef);
  return {
    ...rest,
    services: [...services, service].sort((a, b) =>
      a.entityRef < b.entityRef ? -1 : 1,
    ),
    entityRefs: new Set([...model.entityRefs, service.entityRef]),
  };
}

/**
 * A model without a service.
 *
 * @public
 */
export function withoutService(
  model: PlatformModel,
  entityRef: string,
): PlatformModel {
  return {
    ...model,
    services: model.services.filter(known => known.entityRef !== entityRef),
    entityRefs: new Set(
      [...model.entityRefs].filter(known => known !== entityRef),
    ),
  };
}

/**
 * A model whose environment is delivered from another repository than the
 * catalog says: a copy for tests, or the lab's own Git server.
 *
 * @public
 */
export function withDeliveryRepository(
  model: PlatformModel,
  options: { environment: string; repository: string },
): PlatformModel {
  const { system } = model;
  return {
    ...model,
    system: {
      ...system,
      spec: {
        ...system.spec,
        environments: system.spec.environments.map(environment =>
          environment.name === options.environment
            ? { ...environment, repository: options.repository }
            : environment,
        ),
      },
    },
  };
}

/**
 * The files of one environment that differ between two models, sorted by path. A
 * new service also changes files of others: who it calls must let it in.
 *
 * Renders both whole, which takes a second for two dozen services. `planService`
 * gives the same for one service in a fraction of that.
 *
 * @throws InputError if the platform has no such environment
 * @public
 */
export function planDelivery(
  before: PlatformModel,
  after: PlatformModel,
  options: { environment: string },
): FileChange[] {
  return changesBetween(
    renderPlatform(before, options),
    renderPlatform(after, options),
  ).sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * The files that differ, in no order.
 *
 * @internal
 */
export function changesBetween(
  before: readonly RenderedFile[],
  after: readonly RenderedFile[],
): FileChange[] {
  const old = new Map(before.map(({ path, content }) => [path, content]));
  const changes: FileChange[] = [];
  for (const { path, content } of after) {
    const known = old.get(path);
    old.delete(path);
    if (known !== content) {
      changes.push({
        path,
        ...(known !== undefined && { before: known }),
        after: content,
      });
    }
  }
  for (const [path, content] of old) {
    changes.push({ path, before: content });
  }
  return changes;
}
