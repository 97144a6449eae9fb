/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  DEFAULT_NAMESPACE,
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  buildModels,
  Finding,
  MODEL_KINDS,
  PlatformModel,
  sourceOf,
} from '@openpolicy/plugin-golden-path-common';
import { DeliveryTargets } from './DeliveryTargets';

/**
 * The platform that a System is, of the catalog as the caller may see it, with the
 * repositories that the configuration puts in place.
 *
 * @returns the model, and what is wrong with entities of the catalog
 * @throws NotFoundError if the System is not there or has no valid `spec.platform`
 * @public
 */
export async function openPlatform(options: {
  catalog: Pick<CatalogService, 'getEntities'>;
  credentials: BackstageCredentials;
  /** Full reference of the System. */
  systemRef: string;
  targets: DeliveryTargets;
}): Promise<{ model: PlatformModel; findings: Finding[]; entities: Entity[] }> {
  const { catalog, credentials, targets } = options;
  const systemRef = options.systemRef.toLocaleLowerCase('en-US');
  const { items } = await catalog.getEntities(
    { filter: MODEL_KINDS.map(kind => ({ kind })) },
    { credentials },
  );
  const { models, findings } = buildModels(
    items.map(entity => ({ entity, source: sourceOf(entity) })),
  );
  const model = models.find(({ system }) => system.entityRef === systemRef);
  if (!model) {
    throw new NotFoundError(
      `The catalog has no System '${systemRef}' with a valid spec.platform. Name the System whose platform runs the service.`,
    );
  }
  return { model: targets.applyTo(model), findings, entities: items };
}

/**
 * Full reference of the System whose platform runs a service.
 *
 * @throws InputError if it belongs to none
 * @public
 */
export function systemRefOf(entity: Entity): string {
  const { system } = entity.spec ?? {};
  if (typeof system !== 'string') {
    throw new InputError(
      `'${stringifyEntityRef(
        entity,
      )}' belongs to no System, so no platform runs it.`,
    );
  }
  return stringifyEntityRef(
    parseEntityRef(system, {
      defaultKind: 'system',
      defaultNamespace: entity.metadata.namespace ?? DEFAULT_NAMESPACE,
    }),
  );
}
