/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ApplicationSummary,
  SyncAttempt,
} from '@openpolicy/plugin-service-health-common';
import { Look, OPERATION_LOOKS } from '../../status';
import { formatRevision, formatRevisions } from '../../text/names';
import {
  isActive,
  presentOperation,
  presentResource,
  ResourceModel,
} from '../DeliveryCard/presentDelivery';

/**
 * What a sync would do, as far as the portal knows before it asks.
 *
 * @internal
 */
export interface SyncPreview {
  from?: string;
  to?: string;
  changes: ResourceModel[];
  /** How many more differ than the snapshot lists. */
  more: number;
}

/**
 * The preview of a sync of an application.
 *
 * @internal
 */
export function presentPreview(application: ApplicationSummary): SyncPreview {
  const changes = application.resources
    .filter(
      resource => resource.status === 'OutOfSync' || resource.requiresPruning,
    )
    .map(presentResource);
  const deployed = application.history[0]?.revision;
  return {
    from: deployed && formatRevision(deployed),
    to:
      formatRevisions(application.sync.revisions) ??
      application.sync.targetRevision,
    changes,
    more: Math.max(0, application.outOfSync - changes.length),
  };
}

/**
 * How far a sync has come.
 *
 * @internal
 */
export interface SyncProgress {
  /** True once it ended, well or badly. */
  done: boolean;
  /** Undefined until Argo CD has started. */
  look?: Look;
  /** `Succeeded`, `Failed`, … once done, with upstream's message. */
  text?: string;
  resources: ResourceModel[];
}

/**
 * The progress of an attempt, from the live operation if it is ours, else from the ledger. The operation of somebody else is never shown as
 * ours.
 *
 * @internal
 */
export function presentProgress(
  attempt: SyncAttempt,
  application: ApplicationSummary | undefined,
): SyncProgress {
  const operation = application?.operation;
  if (operation && operation.requestId === attempt.id) {
    const model = presentOperation(operation);
    return {
      done: !isActive(operation),
      look: model.look,
      text: isActive(operation)
        ? model.message
        : [operation.phase, model.message].filter(Boolean).join(': '),
      resources: model.resources,
    };
  }
  switch (attempt.outcome) {
    case 'succeeded':
      return {
        done: true,
        look: OPERATION_LOOKS.Succeeded,
        text: ['Succeeded', attempt.reason].filter(Boolean).join(': '),
        resources: [],
      };
    case 'failed':
    case 'refused':
      return {
        done: true,
        look: OPERATION_LOOKS.Failed,
        text: [
          attempt.outcome === 'failed' ? 'Failed' : 'Refused',
          attempt.reason,
        ]
          .filter(Boolean)
          .join(': '),
        resources: [],
      };
    default:
      return { done: false, resources: [] };
  }
}
