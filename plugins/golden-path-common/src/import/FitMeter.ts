/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readsWhile } from '../explain/reads';
import { Row, SERVICE_ROWS } from '../explain/rows';
import { Subject } from '../explain/subjectFields';
import { PlatformModel, ServiceDefinition } from '../model/types';
import { LABELS, MANAGED_BY } from '../render/conventions';
import { Manifest, RenderContext } from '../render/types';
import { EnvironmentSpec } from '../spec/platformSpec';
import { ServiceSpec, serviceSpecSchema } from '../spec/serviceSpec';
import { ComparableObject, comparableObjects } from './comparableObjects';
import { Fit } from './fitService';
import { Mismatch, mismatchesOf, pairObjects } from './losses';

/** What may change of a service while it is fitted. */
const PARTS = ['title', 'owner', ...Object.keys(serviceSpecSchema.shape)];

/** What a row rendered, and what it read of the service to do so. */
interface RowMemory {
  parts: string[];
  values: unknown[];
  manifests: Manifest[];
}

/**
 * Measures how far a service is from live objects, hundreds of times with small
 * changes: a row is rendered again only if a part of the service that it read has
 * changed, and objects are compared again only if they were.
 *
 * @internal
 */
export class FitMeter {
  readonly #live: readonly ComparableObject[];
  /** Whether the golden path made the live objects. */
  readonly #isOwn: boolean;
  readonly #model: PlatformModel;
  readonly #environment: EnvironmentSpec;
  readonly #rows: ReadonlyArray<Row<RenderContext>>;
  readonly #rendered = new Map<Row<RenderContext>, RowMemory>();
  readonly #compared = new WeakMap<object, WeakMap<object, Mismatch[]>>();
  readonly #comparable = new WeakMap<Manifest, ComparableObject>();
  readonly #parts = new Map<string, Set<string>>();

  /** @param model - with the service's neighbours, specs effective */
  constructor(options: {
    live: readonly Manifest[];
    model: PlatformModel;
    environment: EnvironmentSpec;
  }) {
    this.#live = comparableObjects(options.live);
    this.#isOwn = options.live.some(
      ({ metadata }) => metadata.labels?.[LABELS.managedBy] === MANAGED_BY,
    );
    this.#model = options.model;
    this.#environment = options.environment;
    // What does not live can't be missed, and need not be rendered to see that.
    const kinds = new Set(['ConfigMap', ...this.#live.map(({ kind }) => kind)]);
    this.#rows = SERVICE_ROWS.filter(({ kind }) => kinds.has(kind));
  }

  /** Undefined if a renderer can't take the service. */
  measure(service: ServiceDefinition): Fit | undefined {
    const subject = {
      environment: this.#environment,
      model: {
        ...this.#model,
        services: this.#model.services.map(entry =>
          entry.entityRef === service.entityRef ? service : entry,
        ),
      },
    };
    let manifests: Manifest[];
    try {
      manifests = this.#rows.flatMap(row =>
        this.#render(row, subject, service),
      );
    } catch {
      // A value that the rules refuse; the search goes on with another.
      return undefined;
    }
    const rendered = comparableObjects(manifests, this.#comparable);
    return {
      lost: this.#compare(this.#live, rendered),
      // What others made lacks much, which is no reason to go without it.
      extra: this.#isOwn ? this.#compare(rendered, this.#live) : [],
    };
  }

  /** Whether objects of a kind showed a part of the service, as `traffic`. */
  shows(kind: string, part: string): boolean {
    return this.#parts.get(kind)?.has(part) ?? true;
  }

  #render(
    row: Row<RenderContext>,
    subject: Subject,
    service: ServiceDefinition,
  ): Manifest[] {
    const known = this.#rendered.get(row);
    if (
      known?.parts.every(
        (part, index) => valueOf(service, part) === known.values[index],
      )
    ) {
      return known.manifests;
    }
    let manifests: Manifest[] = [];
    const place = subject.model.services.indexOf(service);
    const reads = readsWhile(subject, watched => {
      const outputs = row.render({
        ...watched,
        service: watched.model.services[place],
      });
      manifests = outputs.map(({ value }) => value as Manifest);
    });
    const parts = PARTS.filter(part =>
      reads.has(
        `${service.entityRef} ${
          part === 'title' ? 'metadata' : 'spec'
        }.${part}`,
      ),
    );
    this.#rendered.set(row, {
      parts,
      values: parts.map(part => valueOf(service, part)),
      manifests,
    });
    const shown = this.#parts.get(row.kind) ?? new Set();
    parts.forEach(part => shown.add(part));
    this.#parts.set(row.kind, shown);
    return manifests;
  }

  #compare(
    objects: readonly ComparableObject[],
    others: readonly ComparableObject[],
  ): Mismatch[] {
    return pairObjects(objects, others).flatMap(([object, partner]) => {
      const byPartner = this.#compared.get(object.value) ?? new WeakMap();
      this.#compared.set(object.value, byPartner);
      const key = partner?.value ?? object.value;
      const known = byPartner.get(key);
      if (known) {
        return known;
      }
      const mismatches = mismatchesOf(object, partner);
      byPartner.set(key, mismatches);
      return mismatches;
    });
  }
}

function valueOf(service: ServiceDefinition, part: string): unknown {
  return part === 'title' || part === 'owner'
    ? service[part]
    : service.spec[part as keyof ServiceSpec];
}
