/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PermissionsService } from '@backstage/backend-plugin-api';
import type { EventsService } from '@backstage/plugin-events-node';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';
import { mayChange } from '../authorize';
import { TraceDependencies, TraceQuery } from './types';

/** What the removal of traces needs. */
export type RemovalDependencies = TraceDependencies & {
  events: EventsService;
  permissions: PermissionsService;
};

/** Context of the step that removes. */
export type RemovalContext = ActionContext<any, any>;

/**
 * One removal under way: whose work is removed, by whom, and what has come of it.
 */
export class Removal {
  readonly removed: string[] = [];
  readonly left: string[] = [];
  #announced = 0;

  constructor(
    readonly dependencies: RemovalDependencies,
    readonly ctx: RemovalContext,
    readonly query: TraceQuery,
  ) {}

  /** Something was removed. */
  gone(what: string): void {
    this.removed.push(what);
    this.ctx.logger.info(`Removed ${what}`);
  }

  /** Something stays. */
  stays(what: string): void {
    this.left.push(what);
    this.ctx.logger.warn(`Left: ${what}`);
  }

  /** In a dry run, something would be done. */
  would(what: string): void {
    this.#announced += 1;
    this.ctx.logger.info(`Would ${what}`);
  }

  get hasNews(): boolean {
    return this.removed.length + this.left.length + this.#announced > 0;
  }

  /**
   * Whether the user may take back what a task made: who started that task may, and whoever may change the service.
   *
   * @param madeBy - reference of the user who started it
   */
  async isAllowed(madeBy: string | undefined): Promise<boolean> {
    const { ctx, query, dependencies } = this;
    return (
      (madeBy !== undefined && madeBy === ctx.user?.ref) ||
      mayChange(
        dependencies.permissions,
        query.credentials,
        `component:default/${query.name}`,
      )
    );
  }
}
