/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { randomUUID } from 'node:crypto';
import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  ForwardedError,
  ServiceUnavailableError,
  toError,
} from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { SyncAttempt } from '@openpolicy/plugin-service-health-common';
import { BindingResolver } from '../bindings/BindingResolver';
import { Clock } from '../clock';
import { ServiceHealthService } from '../snapshots/ServiceHealthService';
import { SyncLedger } from './SyncLedger';
import { SyncReconciler } from './SyncReconciler';
import { SyncTarget, SyncTargetResolver } from './SyncTargetResolver';
import { verifyLiveApplication } from './verifyLiveApplication';

/** After this time the answer counts as lost. Longer than the deadlines of the provider's own requests together. */
const SYNC_DEADLINE_MS = 40_000;
/** How many attempts of a service are listed. */
const LIST_LIMIT = 50;

/** Errors by which a provider says that nothing was started. Any other leaves that open. */
const REFUSALS = new Set([
  'AuthenticationError',
  'ConflictError',
  'InputError',
  'NotAllowedError',
  'NotFoundError',
  'ServiceUnavailableError',
]);

/**
 * A user's request to sync an application.
 *
 * @internal
 */
export interface RequestSyncOptions {
  entityRef: string;
  applicationId: string;
  /** Chosen by the client; the same key for the same entity never starts a second sync. */
  idempotencyKey: string;
  prune: boolean;
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  /** For the audit event. */
  request?: AuditorServiceCreateEventOptions['request'];
}

/**
 * Options of {@link SyncCoordinator}.
 *
 * @internal
 */
export interface SyncCoordinatorOptions {
  service: ServiceHealthService;
  targets: SyncTargetResolver;
  bindings: BindingResolver;
  ledger: SyncLedger;
  reconciler: SyncReconciler;
  auditor: AuditorService;
  clock: Clock;
  logger: LoggerService;
}

/**
 * Carries out syncs: who may, of what, once, and with a trace of each attempt.
 *
 * @internal
 */
export class SyncCoordinator {
  readonly #options: SyncCoordinatorOptions;
  readonly #running = new Set<Promise<unknown>>();

  private constructor(options: SyncCoordinatorOptions) {
    this.#options = options;
  }

  static create(options: SyncCoordinatorOptions): SyncCoordinator {
    return new SyncCoordinator(options);
  }

  /**
   * Syncs an application of a service. The returned attempt is `accepted`, or `unknown` if the answer was lost; for a key that was used
   * before it is that attempt as it is now.
   *
   * @throws NotFoundError if the user may not see the service
   * @throws NotAllowedError if the user may not sync it, or the application is not proven to belong to it, or Argo CD refuses
   * @throws ConflictError if another operation runs, the binding has changed, or the key was used for something else
   * @throws ServiceUnavailableError if nothing was sent
   */
  async requestSync(
    options: RequestSyncOptions,
  ): Promise<{ created: boolean; attempt: SyncAttempt }> {
    const requestId = randomUUID();
    const meta: JsonObject = {
      entityRef: options.entityRef,
      applicationId: options.applicationId,
      prune: options.prune,
      requestId,
    };
    const event = await this.#options.auditor.createEvent({
      eventId: 'application-sync',
      severityLevel: 'medium',
      request: options.request,
      meta,
    });
    const work = this.#sync(options, requestId, meta);
    this.#running.add(work);
    try {
      const result = await work;
      await event.success({
        meta: {
          ...meta,
          requestId: result.attempt.id,
          outcome: result.created ? result.attempt.outcome : 'duplicate',
        },
      });
      return result;
    } catch (thrown) {
      const error = toError(thrown);
      await event.fail({ error, meta: { ...meta, outcome: 'refused' } });
      throw error;
    } finally {
      this.#running.delete(work);
    }
  }

  /**
   * The attempts of a service, newest first, at most 50.
   *
   * @throws NotFoundError if the caller may not see the service
   * @throws ServiceUnavailableError if the database does not answer
   */
  async listAttempts(
    entityRef: string,
    options: { credentials: BackstageCredentials },
  ): Promise<SyncAttempt[]> {
    await this.#options.service.getSnapshot(entityRef, options);
    try {
      return await this.#options.ledger.list(entityRef, LIST_LIMIT);
    } catch (error) {
      throw new ServiceUnavailableError(
        `Failed to list the syncs of '${entityRef}': the portal's database does not answer. Try again in a moment.`,
        new ForwardedError('Ledger failed', error),
      );
    }
  }

  /** Waits until requests under way have ended, at most for the given time. */
  async drain(timeoutMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    await Promise.race([
      Promise.allSettled(this.#running),
      new Promise(resolve => {
        timer = setTimeout(resolve, timeoutMs);
      }),
    ]);
    clearTimeout(timer);
  }

  async #sync(
    options: RequestSyncOptions,
    requestId: string,
    meta: JsonObject,
  ): Promise<{ created: boolean; attempt: SyncAttempt }> {
    const target = await this.#options.targets
      .resolve(options)
      .catch(async thrown => {
        await this.#noteRefusal(options, requestId, toError(thrown));
        throw thrown;
      });
    const { data } = target.application;
    meta.instance = data.instance;
    meta.application = data.name;
    meta.project = data.project;

    const inserted = await this.#insert(options, requestId, target);
    if (inserted.result === 'duplicate') {
      const { attempt } = inserted;
      if (
        attempt.applicationId !== options.applicationId ||
        attempt.prune !== options.prune
      ) {
        throw new ConflictError(
          `Failed to sync application '${data.name}': the idempotency key was used for another request. Reload the page and try again.`,
        );
      }
      return { created: false, attempt };
    }
    return {
      created: true,
      attempt: await this.#send(inserted.attempt, target),
    };
  }

  /**
   * The ledger has a row for each attempt on a service that the user can see, so also for one that was refused before it got an
   * application: whose it would have been is not told here. The refusal stands whether or not the database takes the row.
   */
  async #noteRefusal(
    options: RequestSyncOptions,
    requestId: string,
    error: Error,
  ): Promise<void> {
    const { clock, ledger, logger } = this.#options;
    if (error.name === 'NotFoundError') return;
    const at = clock.now().toISOString();
    try {
      const { result } = await ledger.insert({
        id: requestId,
        entityRef: options.entityRef,
        idempotencyKey: options.idempotencyKey,
        applicationId: options.applicationId,
        application: '',
        instance: '',
        requestedBy: options.credentials.principal.userEntityRef,
        requestedAt: at,
        prune: options.prune,
      });
      if (result === 'duplicate') return;
      await ledger.settle(requestId, {
        outcome: 'refused',
        reason: error.message,
        finishedAt: at,
      });
    } catch (ledgerError) {
      logger.error('Failed to note a refused sync', {
        requestId,
        error: String(ledgerError),
      });
    }
  }

  async #insert(
    options: RequestSyncOptions,
    requestId: string,
    { application, entity }: SyncTarget,
  ) {
    const { clock, ledger } = this.#options;
    try {
      return await ledger.insert({
        id: requestId,
        entityRef: entity.entityRef,
        idempotencyKey: options.idempotencyKey,
        applicationId: options.applicationId,
        application: application.data.name,
        instance: application.instance,
        requestedBy: options.credentials.principal.userEntityRef,
        requestedAt: clock.now().toISOString(),
        prune: options.prune,
      });
    } catch (error) {
      throw new ServiceUnavailableError(
        `Failed to sync application '${application.data.name}': the portal's database does not answer, and nothing is sent without a record of it. Try again in a moment.`,
        new ForwardedError('Ledger failed', error),
      );
    }
  }

  async #send(
    attempt: SyncAttempt,
    { application, entity, provider }: SyncTarget,
  ): Promise<SyncAttempt> {
    const { namespace, name, project } = application.data;
    const { bindings, clock, reconciler } = this.#options;
    try {
      await provider.sync({
        application: { namespace, name, project },
        requestId: attempt.id,
        requestedBy: attempt.requestedBy,
        prune: attempt.prune,
        verify: live =>
          verifyLiveApplication({
            entity,
            observed: application,
            live,
            bindings,
          }),
        signal: AbortSignal.timeout(SYNC_DEADLINE_MS),
      });
    } catch (thrown) {
      const error = toError(thrown);
      if (REFUSALS.has(error.name)) {
        await this.#settle(attempt, {
          outcome: 'refused',
          reason: error.message,
          finishedAt: clock.now().toISOString(),
        });
        throw error;
      }
      const unknown = await this.#settle(attempt, {
        outcome: 'unknown',
        reason: `The request was sent to '${application.instance}' and its answer was lost. The portal looks for the operation; do not sync again before you know.`,
      });
      reconciler.track(unknown);
      return unknown;
    }
    const accepted = await this.#settle(attempt, { outcome: 'accepted' });
    reconciler.track(accepted);
    return accepted;
  }

  /** Notes the outcome. If the database fails now, the reconciler finds the operation by its request id later. */
  async #settle(
    attempt: SyncAttempt,
    settlement: Pick<SyncAttempt, 'outcome' | 'reason' | 'finishedAt'>,
  ): Promise<SyncAttempt> {
    try {
      await this.#options.ledger.settle(attempt.id, settlement);
    } catch (error) {
      this.#options.logger.error('Failed to note the outcome of a sync', {
        requestId: attempt.id,
        outcome: settlement.outcome,
        error: String(error),
      });
    }
    return { ...attempt, ...settlement };
  }
}
