/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { ServiceSnapshot } from '@openpolicy/plugin-service-health-common';
import { ServiceHealthClient } from '../serviceHealthClient';
import { catalogEntity } from './catalogEntity';
import { poll } from './poll';
import { StageLine, StageLog } from './StageLog';
import { TaskCredentials } from './TaskCredentials';

/** What the actions that follow a service need. */
export interface FollowDependencies {
  catalog: Pick<CatalogService, 'getEntityByRef'>;
  auth: AuthService;
  serviceHealth: ServiceHealthClient;
  /** Milliseconds between two looks, which cost upstreams nothing. Default: 1 000. */
  intervalMs?: number;
}

/** What is said of one look, and whether it was the last. */
export interface Look {
  lines: StageLine[];
  done: boolean;
}

/**
 * Follows a service in the log until a judge of its snapshots says that it is done.
 *
 * @param judge - called with each snapshot
 * @returns the last snapshot, and whether the judge was content in time
 * @throws the signal's reason if the task is cancelled
 */
export async function followService(
  dependencies: FollowDependencies,
  options: {
    ctx: Pick<
      ActionContext<any>,
      'logger' | 'signal' | 'checkpoint' | 'getInitiatorCredentials'
    >;
    entityRef: string;
    timeoutMs: number;
    judge(
      snapshot: ServiceSnapshot,
      options: { credentials: BackstageCredentials; signal: AbortSignal },
    ): Look | Promise<Look>;
    /** Told of each snapshot, also of those before a cancellation. */
    onSnapshot?(snapshot: ServiceSnapshot): void;
  },
): Promise<{
  done: boolean;
  /** Who the step acts as from here on. */
  credentials(): Promise<BackstageCredentials>;
}> {
  const { catalog, auth, serviceHealth, intervalMs = 1_000 } = dependencies;
  const { ctx, entityRef, timeoutMs, judge, onSnapshot } = options;
  const log = new StageLog(ctx.logger);
  const user = new TaskCredentials(auth, ctx);
  let inCatalog = false;
  let last: StageLine[] = [];
  const say = (lines: StageLine[]) => {
    last = lines;
    log.tell(lines);
  };

  const done = await poll({
    signal: ctx.signal,
    intervalMs,
    timeoutMs,
    onTrouble: reason =>
      log.tell([
        ...last,
        {
          key: 'portal',
          level: 'warn',
          text: `${reason}. Trying again`,
          over: 'The portal answers again',
        },
      ]),
    look: async signal => {
      const credentials = await user.get();
      if (!inCatalog) {
        const entity = await catalogEntity(catalog, entityRef, {
          credentials,
          signal,
        });
        if (!entity) {
          say([
            { key: 'catalog', text: `Waiting for ${entityRef} in the catalog` },
          ]);
          return undefined;
        }
        inCatalog = true;
      }
      const seen = { key: 'catalog', text: `The catalog has ${entityRef}` };
      const snapshot = await serviceHealth.getSnapshot(entityRef, {
        credentials,
        signal,
      });
      if (!snapshot) {
        say([
          seen,
          {
            key: 'health',
            text: `Waiting for service health to know ${entityRef}`,
          },
        ]);
        return undefined;
      }
      await user.prove();
      onSnapshot?.(snapshot);
      const look = await judge(snapshot, { credentials, signal });
      say([seen, ...look.lines]);
      return look.done || undefined;
    },
  });
  return { done: done ?? false, credentials: () => user.get() };
}
