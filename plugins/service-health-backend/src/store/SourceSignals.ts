/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  getSourceFreshness,
  ScopeSignal,
  SourceFreshness,
  SourceName,
} from '@openpolicy/plugin-service-health-common';
import { SourceFailure } from '@openpolicy/plugin-service-health-node';
import { Clock } from '../clock';

/**
 * The source instance that a set of scopes belongs to.
 *
 * @internal
 */
export interface SourceIdentity {
  readonly source: SourceName;
  readonly instance: string;
  readonly scopes: string[];
  /** Scopes whose trouble leaves the instance live. */
  readonly supplementaryScopes?: string[];
  readonly staleAfterMs: number;
}

interface Signal {
  heardAtMs?: number;
  failure?: SourceFailure & { sinceMs: number };
}

/**
 * Keeps the signs of life and the failures of one source instance.
 *
 * @internal
 */
export class SourceSignals {
  readonly #scopes = new Map<string, Signal>();
  readonly #identity: SourceIdentity;
  readonly #clock: Clock;

  constructor(identity: SourceIdentity, clock: Clock) {
    this.#identity = identity;
    this.#clock = clock;
    for (const scope of identity.scopes) {
      this.#scopes.set(scope, {});
    }
  }

  /** Notes that upstream confirmed a scope; true if the scope was silent or failing before. */
  heard(scope: string): boolean {
    const before = this.#scopes.get(scope);
    this.#scopes.set(scope, { heardAtMs: this.#clock.monotonicMs() });
    return before?.heardAtMs === undefined || before.failure !== undefined;
  }

  /** Notes a failure; true if the scope did not fail before. The time of the first failure stays. */
  failed(scope: string, failure: SourceFailure): boolean {
    const before = this.#scopes.get(scope);
    this.#scopes.set(scope, {
      heardAtMs: before?.heardAtMs,
      failure: {
        ...failure,
        sinceMs: before?.failure?.sinceMs ?? this.#clock.monotonicMs(),
      },
    });
    return before?.failure === undefined;
  }

  /** How fresh the instance is at this moment. */
  freshness(): SourceFreshness {
    const now = this.#clock.now();
    const monotonicMs = this.#clock.monotonicMs();
    const wall = (ms: number) => new Date(now.getTime() - (monotonicMs - ms));

    return getSourceFreshness({
      source: this.#identity.source,
      instance: this.#identity.instance,
      staleAfterMs: this.#identity.staleAfterMs,
      scopes: Array.from(
        this.#scopes,
        ([scope, signal]): ScopeSignal => ({
          supplementary: this.#identity.supplementaryScopes?.includes(scope),
          lastHeardAt:
            signal.heardAtMs === undefined ? undefined : wall(signal.heardAtMs),
          failure: signal.failure && {
            since: wall(signal.failure.sinceMs),
            reason: signal.failure.reason,
            nextStep: signal.failure.nextStep,
            retryAt: signal.failure.retryAt,
            unreachable: signal.failure.unreachable,
          },
        }),
      ),
      now,
    });
  }
}
