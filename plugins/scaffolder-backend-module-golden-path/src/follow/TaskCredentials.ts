/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AuthService,
  BackstageCredentials,
} from '@backstage/backend-plugin-api';
import { AuthenticationError } from '@backstage/errors';
import type { ActionContext } from '@backstage/plugin-scaffolder-node';

/** Just before a token ends it may end on the way. */
const SPARE_MS = 10_000;
/** Checkpoint of a step: the user has read the service. */
const PROVEN = 'read-as-user';

/**
 * Who a long step acts as: the user who started the task.
 *
 * The sign-in that a task keeps lasts an hour at most and nothing renews it, and a task may have been started a minute before its end.
 * So that a wait does not fail by that, the step goes on as the portal itself, but only to read the one service that the same step
 * has read as the user before.
 */
export class TaskCredentials {
  readonly #auth: AuthService;
  readonly #ctx: Context;
  #proven = false;

  constructor(auth: AuthService, ctx: Context) {
    this.#auth = auth;
    this.#ctx = ctx;
  }

  /** @throws AuthenticationError if the sign-in has ended before anything was read with it */
  async get(): Promise<BackstageCredentials> {
    const credentials = await this.#ctx.getInitiatorCredentials();
    // Once through the database it is a text.
    const expiresAt = credentials.expiresAt && new Date(credentials.expiresAt);
    if (!expiresAt || expiresAt.getTime() - SPARE_MS > Date.now()) {
      return credentials;
    }
    if (!this.#proven) {
      this.#proven = await this.#ctx.checkpoint({
        key: PROVEN,
        fn: async () => {
          throw new AuthenticationError(
            'The sign-in that started this task has ended, so the task cannot read as you. What was made stays. Retry the task: it goes on from this step.',
          );
        },
      });
    }
    return this.#auth.getOwnServiceCredentials();
  }

  /** The user has read the service; kept over a restart. */
  async prove(): Promise<void> {
    if (!this.#proven) {
      this.#proven = await this.#ctx.checkpoint({
        key: PROVEN,
        fn: async () => true,
      });
    }
  }
}

type Context = Pick<
  ActionContext<any>,
  'getInitiatorCredentials' | 'checkpoint'
>;
