/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isDeepStrictEqual } from 'node:util';
import {
  ApplicationObservation,
  Observation,
  SourceFreshness,
} from '@openpolicy/plugin-service-health-common';
import { ObservationSink } from '@openpolicy/plugin-service-health-node';
import { ConflictError } from '@backstage/errors';
import { Clock } from '../clock';
import { aliasesOf, applicationAlias, parentAliasesOf } from './aliases';
import { SetIndex } from './SetIndex';
import { SourceIdentity, SourceSignals } from './SourceSignals';

/**
 * Options of {@link ObservationStore}.
 *
 * @internal
 */
export interface ObservationStoreOptions {
  clock: Clock;
  /** The keys under which an observation can be found by bindings; see `bindings/bindingKeys.ts`. Must not throw. */
  keysOf(observation: Observation): string[];
}

/**
 * What one call of a sink changed.
 *
 * @internal
 */
export interface StoreChange {
  /** The binding keys whose observations, or their descendants, changed. */
  bindingKeys: ReadonlySet<string>;
  /** Observations that are new or changed. */
  changed: readonly Observation[];
  /** A source was heard of for the first time, began to fail, or recovered. */
  signals: boolean;
}

interface Entry {
  observation: Observation;
  keys: string[];
  aliases: string[];
  parents: string[];
}

/** Deeper than Deployment → ReplicaSet → Pod → Event; a bound against cycles. */
const MAX_DEPTH = 6;

/**
 * Holds in memory what all sources see, with the indexes that bindings need. It knows neither entities nor proofs: it finds
 * observations by key, and by the owner that they belong to.
 *
 * Each source instance has a sink of its own and can only touch its own observations.
 *
 * @internal
 */
export class ObservationStore {
  readonly #options: ObservationStoreOptions;
  readonly #signals = new Map<string, SourceSignals>();
  readonly #byKey = new SetIndex<Entry>();
  readonly #byAlias = new SetIndex<Entry>();
  readonly #byParent = new SetIndex<Entry>();
  readonly #listeners = new Set<(change: StoreChange) => void>();
  #count = 0;

  private constructor(options: ObservationStoreOptions) {
    this.#options = options;
  }

  static create(options: ObservationStoreOptions): ObservationStore {
    return new ObservationStore(options);
  }

  /**
   * Adds a source instance and returns the sink that it writes to.
   *
   * @throws ConflictError if the instance was added before
   */
  register(identity: SourceIdentity): ObservationSink {
    const id = JSON.stringify([identity.source, identity.instance]);
    if (this.#signals.has(id)) {
      throw new ConflictError(
        `Failed to add source '${identity.source}/${identity.instance}': an instance of that name was added before. Give each instance a name of its own.`,
      );
    }
    const signals = new SourceSignals(identity, this.#options.clock);
    this.#signals.set(id, signals);
    return this.#createSink(signals);
  }

  /** The observations under a binding key. */
  find(bindingKey: string): Observation[] {
    return Array.from(this.#byKey.get(bindingKey), entry => entry.observation);
  }

  /** An application by its opaque id, whoever it belongs to. */
  findApplication(applicationId: string): ApplicationObservation | undefined {
    for (const { observation } of this.#byAlias.get(
      applicationAlias(applicationId),
    )) {
      if (observation.kind === 'application') {
        return observation;
      }
    }
    return undefined;
  }

  /** The given observations and all that belong to them by their owner, each once. */
  withDescendants(roots: Iterable<Observation>): Observation[] {
    const found = new Set<Observation>(roots);
    let layer = [...found];
    for (let depth = 0; depth < MAX_DEPTH && layer.length > 0; depth++) {
      const next: Observation[] = [];
      for (const parent of layer) {
        for (const alias of aliasesOf(parent)) {
          for (const { observation } of this.#byParent.get(alias)) {
            if (!found.has(observation)) {
              found.add(observation);
              next.push(observation);
            }
          }
        }
      }
      layer = next;
    }
    return [...found];
  }

  /** How fresh each source instance is at this moment, in the order in which they were added. */
  freshness(): SourceFreshness[] {
    return Array.from(this.#signals.values(), signals => signals.freshness());
  }

  /** Calls the listener after each change, at once; returns the way to stop it. */
  onChange(listener: (change: StoreChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** How many observations there are. */
  get size(): number {
    return this.#count;
  }

  #createSink(signals: SourceSignals): ObservationSink {
    const scopes = new Map<string, Map<string, Entry>>();
    const entriesOf = (scope: string) => {
      const entries = scopes.get(scope) ?? new Map<string, Entry>();
      scopes.set(scope, entries);
      return entries;
    };
    return {
      replace: (scope, observations) => {
        const entries = entriesOf(scope);
        const affected = new Set<string>();
        const changed: Observation[] = [];
        const gone = new Set(entries.keys());
        for (const observation of observations) {
          gone.delete(observation.key);
          if (this.#put(entries, observation, affected)) {
            changed.push(observation);
          }
        }
        for (const key of gone) {
          this.#delete(entries, key, affected);
        }
        this.#emit(affected, changed, signals.heard(scope));
      },
      upsert: (scope, observation) => {
        const affected = new Set<string>();
        const changed = this.#put(entriesOf(scope), observation, affected);
        this.#emit(
          affected,
          changed ? [observation] : [],
          signals.heard(scope),
        );
      },
      remove: (scope, key) => {
        const affected = new Set<string>();
        this.#delete(entriesOf(scope), key, affected);
        this.#emit(affected, [], signals.heard(scope));
      },
      bookmark: scope => {
        this.#emit(new Set(), [], signals.heard(scope));
      },
      fail: (scope, failure) => {
        this.#emit(new Set(), [], signals.failed(scope, failure));
      },
    };
  }

  /** Returns whether anything changed; a list that is polled again and again mostly repeats itself. */
  #put(
    entries: Map<string, Entry>,
    observation: Observation,
    affected: Set<string>,
  ): boolean {
    const existing = entries.get(observation.key);
    if (existing && isDeepStrictEqual(existing.observation, observation)) {
      return false;
    }
    this.#delete(entries, observation.key, affected);
    const entry: Entry = {
      observation,
      keys: this.#options.keysOf(observation),
      aliases: aliasesOf(observation),
      parents: parentAliasesOf(observation),
    };
    entries.set(observation.key, entry);
    this.#count++;
    for (const key of entry.keys) {
      this.#byKey.add(key, entry);
    }
    for (const alias of entry.aliases) {
      this.#byAlias.add(alias, entry);
    }
    for (const alias of entry.parents) {
      this.#byParent.add(alias, entry);
    }
    this.#collectKeys(entry, affected);
    return true;
  }

  #delete(
    entries: Map<string, Entry>,
    key: string,
    affected: Set<string>,
  ): void {
    const entry = entries.get(key);
    if (!entry) {
      return;
    }
    this.#collectKeys(entry, affected);
    entries.delete(key);
    this.#count--;
    for (const bindingKey of entry.keys) {
      this.#byKey.delete(bindingKey, entry);
    }
    for (const alias of entry.aliases) {
      this.#byAlias.delete(alias, entry);
    }
    for (const alias of entry.parents) {
      this.#byParent.delete(alias, entry);
    }
  }

  /** Collects the keys of an entry and of all that it belongs to. */
  #collectKeys(entry: Entry, affected: Set<string>): void {
    const seen = new Set<Entry>([entry]);
    let layer = [entry];
    for (let depth = 0; depth < MAX_DEPTH && layer.length > 0; depth++) {
      const next: Entry[] = [];
      for (const current of layer) {
        for (const key of current.keys) {
          affected.add(key);
        }
        for (const alias of current.parents) {
          for (const parent of this.#byAlias.get(alias)) {
            if (!seen.has(parent)) {
              seen.add(parent);
              next.push(parent);
            }
          }
        }
      }
      layer = next;
    }
  }

  #emit(
    bindingKeys: ReadonlySet<string>,
    changed: readonly Observation[],
    signals: boolean,
  ): void {
    if (bindingKeys.size === 0 && changed.length === 0 && !signals) {
      return;
    }
    for (const listener of this.#listeners) {
      listener({ bindingKeys, changed, signals });
    }
  }
}
