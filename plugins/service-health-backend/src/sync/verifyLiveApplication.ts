/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConflictError } from '@backstage/errors';
import { ApplicationObservation } from '@openpolicy/plugin-service-health-common';
import { BindingResolver } from '../bindings/BindingResolver';
import { ServiceEntity } from '../catalog/serviceEntity';

/**
 * Checks the application as it is upstream at the moment of the sync: what was true when the page was drawn may no longer be.
 *
 * @throws ConflictError with the reason and the next step
 * @internal
 */
export function verifyLiveApplication(options: {
  entity: ServiceEntity;
  /** As the user saw it. */
  observed: ApplicationObservation;
  /** As it is now. */
  live: ApplicationObservation;
  bindings: BindingResolver;
}): void {
  const { entity, observed, live, bindings } = options;
  const { name } = observed.data;
  if (live.data.id !== observed.data.id || !bindings.proves(entity, live)) {
    throw new ConflictError(
      `Failed to sync application '${name}': it no longer points back to '${entity.entityRef}'. Reload the page to see what belongs to the service now.`,
    );
  }
  if (live.data.project !== observed.data.project) {
    throw new ConflictError(
      `Failed to sync application '${name}': it was moved to another project. Reload the page and look at it again.`,
    );
  }
  if (live.data.deleting) {
    throw new ConflictError(
      `Failed to sync application '${name}': it is being deleted. Wait for the deletion to end.`,
    );
  }
  const { operation } = live.data;
  if (
    operation &&
    ['Pending', 'Running', 'Terminating'].includes(operation.phase)
  ) {
    const by = operation.requestedBy ?? operation.initiatedBy;
    throw new ConflictError(
      `Failed to sync application '${name}': an operation is already running${
        by ? `, started by '${by}'` : ''
      }${
        operation.startedAt ? ` at ${operation.startedAt}` : ''
      }. Wait for it to end.`,
    );
  }
}
