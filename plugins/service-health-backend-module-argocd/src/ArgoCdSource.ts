/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { ApplicationObservation } from '@openpolicy/plugin-service-health-common';
import {
  ObservationSink,
  ServiceHealthSource,
} from '@openpolicy/plugin-service-health-node';
import {
  UpstreamFault,
  pause,
  retryDelay,
} from '@openpolicy/plugin-service-health-node/upstream';
import {
  APPLICATIONS_SCOPE,
  ArgoCdSession,
  ArgoCdSessionOptions,
} from './ArgoCdSession';
import { ArgoCdError, toSourceFailure } from './errors';

const STALE_AFTER_MS = 45_000;
/** Starts of a connection are at least this far apart, whatever ends them. */
const MIN_SPACING_MS = 5_000;
/** A refused token does not heal by itself, and logins are rate limited. */
const UNAUTHORIZED_RETRY_MS = 30_000;

/**
 * What a source of one Argo CD needs.
 *
 * @internal
 */
export interface ArgoCdSourceOptions extends ArgoCdSessionOptions {
  /** Called once, with the first list. Its rejection is logged and changes nothing. */
  selfTest?(
    applications: readonly ApplicationObservation[],
    signal: AbortSignal,
  ): Promise<void>;
  /** For tests; between 0 and 1. */
  random?: () => number;
}

/**
 * Follows the applications of one Argo CD: one stream, a list every two minutes, and a cheap sign of life every five seconds. The
 * number of requests does not depend on how many people look.
 *
 * @internal
 */
export class ArgoCdSource implements ServiceHealthSource {
  readonly source = 'argocd';
  readonly instance: string;
  readonly scopes = [APPLICATIONS_SCOPE];
  readonly staleAfterMs = STALE_AFTER_MS;

  readonly #options: ArgoCdSourceOptions;
  readonly #logger: LoggerService;
  readonly #random: () => number;
  #version?: string;
  #selfTested = false;
  #failures = 0;

  static create(options: ArgoCdSourceOptions): ArgoCdSource {
    return new ArgoCdSource(options);
  }

  private constructor(options: ArgoCdSourceOptions) {
    this.instance = options.instance;
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#logger = options.logger.child({
      source: this.source,
      instance: options.instance,
    });
  }

  async run(options: {
    sink: ObservationSink;
    signal: AbortSignal;
  }): Promise<void> {
    const { sink, signal } = options;
    while (!signal.aborted) {
      const startedAt = performance.now();
      const session = new ArgoCdSession(this.#options, {
        sink,
        random: this.#random,
        onVersion: version => this.#onVersion(version),
        onList: (list, sessionSignal) => this.#onList(list, sessionSignal),
      });
      const error = await session.run(signal);
      if (signal.aborted) {
        return;
      }

      const spacing = MIN_SPACING_MS - (performance.now() - startedAt);
      if (session.ready && isLostConnection(error)) {
        // Servers restart and proxies end long answers. The attempt that follows tells whether something is wrong.
        this.#logger.debug('Connection ended, opening it again');
        await pause(Math.max(spacing, this.#random() * 1_000), signal);
        continue;
      }
      this.#failures += 1;
      const delay = Math.max(
        spacing,
        retryDelay(this.#failures, this.#random),
        isUnauthorized(error) ? UNAUTHORIZED_RETRY_MS : 0,
      );
      const failure = toSourceFailure(error, this.#options);
      sink.fail(APPLICATIONS_SCOPE, {
        ...failure,
        retryAt: new Date(Date.now() + delay),
      });
      this.#logFailure(error, failure.reason);
      await pause(delay, signal);
    }
  }

  #onVersion(version: string | undefined): void {
    if (version && version !== this.#version) {
      // The roll-up of health depends on the version, so the log says which one judged.
      this.#logger.info('Connected to Argo CD', { version });
      this.#version = version;
    }
  }

  #onList(
    applications: readonly ApplicationObservation[],
    signal: AbortSignal,
  ): void {
    if (this.#failures > 0) {
      this.#logger.info('Reading applications again', {
        failures: this.#failures,
      });
      this.#failures = 0;
    }
    if (this.#selfTested || !this.#options.selfTest) {
      return;
    }
    this.#selfTested = true;
    this.#options.selfTest(applications, signal).catch(error => {
      this.#logger.debug('Skipped the self-test of the account', {
        error: String(error?.message ?? error).slice(0, 200),
      });
    });
  }

  #logFailure(error: unknown, reason: string): void {
    const failures = this.#failures;
    const isOurs =
      !(error instanceof ArgoCdError) && !(error instanceof UpstreamFault);
    if (isOurs) {
      this.#logger.error('Failed to read applications', error as Error);
    } else if (failures === 1 || failures % 20 === 0) {
      this.#logger.warn(reason, { failures });
    }
  }
}

function isLostConnection(error: unknown): boolean {
  return error instanceof UpstreamFault && error.kind === 'connection';
}

function isUnauthorized(error: unknown): boolean {
  return error instanceof ArgoCdError && error.status === 401;
}
