/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import { ObservationSink, SourceFailure } from '../ObservationSink';

/**
 * One call that a source made.
 *
 * @public
 */
export type SinkCall =
  | { verb: 'replace'; scope: string; observations: Observation[] }
  | { verb: 'upsert'; scope: string; observation: Observation }
  | { verb: 'remove'; scope: string; key: string }
  | { verb: 'bookmark'; scope: string }
  | { verb: 'fail'; scope: string; failure: SourceFailure };

/**
 * A sink for tests of sources: keeps each call in order, and the content that the calls add up to.
 *
 * @public
 */
export class RecordingSink implements ObservationSink {
  readonly calls: SinkCall[] = [];
  readonly #scopes = new Map<string, Map<string, Observation>>();
  readonly #failures = new Map<string, SourceFailure>();

  replace(scope: string, observations: Observation[]): void {
    this.calls.push({ verb: 'replace', scope, observations });
    this.#failures.delete(scope);
    this.#scopes.set(
      scope,
      new Map(observations.map(observation => [observation.key, observation])),
    );
  }

  upsert(scope: string, observation: Observation): void {
    this.calls.push({ verb: 'upsert', scope, observation });
    this.#failures.delete(scope);
    this.#scope(scope).set(observation.key, observation);
  }

  remove(scope: string, key: string): void {
    this.calls.push({ verb: 'remove', scope, key });
    this.#failures.delete(scope);
    this.#scope(scope).delete(key);
  }

  bookmark(scope: string): void {
    this.calls.push({ verb: 'bookmark', scope });
    this.#failures.delete(scope);
  }

  fail(scope: string, failure: SourceFailure): void {
    this.calls.push({ verb: 'fail', scope, failure });
    this.#failures.set(scope, failure);
  }

  /** The verbs called so far, in order, of one scope or of all. */
  verbs(scope?: string): SinkCall['verb'][] {
    return this.calls
      .filter(call => scope === undefined || call.scope === scope)
      .map(call => call.verb);
  }

  /** The keys that a scope holds now, sorted. */
  keys(scope: string): string[] {
    return [...(this.#scopes.get(scope)?.keys() ?? [])].sort();
  }

  /** What a scope holds now, by key. */
  content(scope: string): ReadonlyMap<string, Observation> {
    return this.#scopes.get(scope) ?? new Map();
  }

  /** One observation of a scope. */
  get(scope: string, key: string): Observation | undefined {
    return this.#scopes.get(scope)?.get(key);
  }

  /** The failure that a scope is in; undefined after a later sign of life. */
  failure(scope: string): SourceFailure | undefined {
    return this.#failures.get(scope);
  }

  /** Forgets the calls so far; the content stays. */
  clearCalls(): void {
    this.calls.length = 0;
  }

  #scope(scope: string): Map<string, Observation> {
    const existing = this.#scopes.get(scope);
    if (existing) {
      return existing;
    }
    const created = new Map<string, Observation>();
    this.#scopes.set(scope, created);
    return created;
  }
}
