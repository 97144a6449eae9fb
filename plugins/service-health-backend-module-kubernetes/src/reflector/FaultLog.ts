/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { KubernetesFault } from '../errors';

/**
 * The log of one reflector: a line when it begins to fail and one when it works again, not one each minute between.
 *
 * @internal
 */
export class FaultLog {
  readonly #logger: LoggerService;
  #failing = false;
  #dropped = false;

  constructor(logger: LoggerService, scope: string) {
    this.#logger = logger.child({ scope });
  }

  failed(fault: KubernetesFault, retryInMs: number): void {
    const fields = { outcome: fault.code, error: fault.message, retryInMs };
    this.#logger[this.#failing ? 'debug' : 'warn'](
      'Failed to read from the Kubernetes API server',
      fields,
    );
    this.#failing = true;
  }

  worked(): void {
    if (this.#failing) {
      this.#logger.info('Reads from the Kubernetes API server again');
    }
    this.#failing = false;
  }

  /** Once: a broken object that changes every second would fill the log. */
  dropped(key: string, error: unknown): void {
    this.#logger[this.#dropped ? 'debug' : 'warn'](
      'Dropped a Kubernetes object that cannot be read',
      { key, error: String(error) },
    );
    this.#dropped = true;
  }

  /** A mistake of ours, with its stack. */
  unexpected(error: unknown): void {
    this.#logger.error(
      'Unexpected error while reading from the Kubernetes API server',
      error instanceof Error ? error : new Error(String(error)),
    );
  }
}
