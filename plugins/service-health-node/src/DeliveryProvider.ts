/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ApplicationObservation,
  SourceName,
} from '@openpolicy/plugin-service-health-common';

/**
 * A request to sync one application.
 *
 * @public
 */
export interface SyncApplicationOptions {
  application: { namespace: string; name: string; project: string };
  /** Written into the operation's infos as `portal-request-id`. */
  requestId: string;
  /** Entity reference of the user, written into the infos as `requested-by`. */
  requestedBy: string;
  prune: boolean;
  /**
   * Called with the application as it is upstream right before the request is sent; throws if it must not be synced any more
   * (binding changed, operation running).
   */
  verify(live: ApplicationObservation): void;
  signal?: AbortSignal;
}

/**
 * Carries out deliveries on one upstream instance.
 *
 * Errors are those of `@backstage/errors`: ConflictError (another operation runs, the application is being deleted, auto-sync holds another revision),
 * NotAllowedError (sync window, Argo CD's RBAC), NotFoundError, InputError, ServiceUnavailableError (not sent, upstream unreachable).
 * A `SyncOutcomeUnknownError` means that the request was sent and its answer lost.
 *
 * @public
 */
export interface DeliveryProvider {
  readonly source: SourceName;
  readonly instance: string;
  sync(options: SyncApplicationOptions): Promise<void>;
}

/**
 * The request was sent and no answer came: upstream may or may not have started the operation.
 *
 * @public
 */
export class SyncOutcomeUnknownError extends Error {
  name = 'SyncOutcomeUnknownError' as const;
}
