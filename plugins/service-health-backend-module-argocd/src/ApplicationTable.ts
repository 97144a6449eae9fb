/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationObservation } from '@openpolicy/plugin-service-health-common';
import {
  JsonRecord,
  asRecord,
  asString,
} from '@openpolicy/plugin-service-health-node/upstream';

interface Row {
  /** Kubernetes' resourceVersion: opaque, compared for equality only. */
  version?: string;
  observation: ApplicationObservation;
}

/**
 * The applications of one instance, as list and stream together say.
 *
 * The two race: a list is a while under way, and events overtake it. What an event said since the list began is newer than the list,
 * and wins. A list also lacks the health of single resources, which events have: a listed object of a version that is already known
 * teaches nothing, and the known one stays.
 *
 * @internal
 */
export class ApplicationTable {
  readonly #project: (object: JsonRecord) => ApplicationObservation | undefined;
  readonly #rows = new Map<string, Row>();
  #touched = new Set<string>();

  constructor(
    project: (object: JsonRecord) => ApplicationObservation | undefined,
  ) {
    this.#project = project;
  }

  get size(): number {
    return this.#rows.size;
  }

  /** An event: returns what changed, undefined if the object is no application that can be named. */
  apply(event: {
    type: 'changed' | 'deleted';
    application: JsonRecord;
  }): ApplicationObservation | undefined {
    const observation = this.#project(event.application);
    if (!observation) {
      return undefined;
    }
    const { key } = observation;
    this.#touched.add(key);
    if (event.type === 'deleted') {
      this.#rows.delete(key);
    } else {
      this.#rows.set(key, {
        version: versionOf(event.application),
        observation,
      });
    }
    return observation;
  }

  /** A list was asked for: from now on events are newer than its answer. */
  beginList(): void {
    this.#touched = new Set();
  }

  /** The answer came: returns what there is now. */
  endList(items: readonly JsonRecord[]): ApplicationObservation[] {
    const listed = new Set<string>();
    for (const item of items) {
      const observation = this.#project(item);
      if (!observation) {
        continue;
      }
      const { key } = observation;
      listed.add(key);
      const version = versionOf(item);
      const known = this.#rows.get(key);
      const isKnownVersion =
        known !== undefined &&
        version !== undefined &&
        known.version === version;
      if (!this.#touched.has(key) && !isKnownVersion) {
        this.#rows.set(key, { version, observation });
      }
    }
    for (const key of [...this.#rows.keys()]) {
      if (!listed.has(key) && !this.#touched.has(key)) {
        this.#rows.delete(key);
      }
    }
    return [...this.#rows.values()].map(row => row.observation);
  }
}

function versionOf(object: JsonRecord): string | undefined {
  return asString(asRecord(object.metadata).resourceVersion);
}
