/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition, ServiceDefinition } from '../model/types';
import {
  provenance,
  serviceAnnotations,
  shareHash,
} from '../render/provenance';
import { Subject } from './subjectFields';

/*
 * A row reads a few parts of a spec; only changes of these can change what it
 * renders. To know them saves nine renderings of ten.
 */

/**
 * A part of an entity that a row may read: `spec.runtime.traffic` as a whole,
 * not its fields.
 *
 * @internal
 */
export function partOf(
  entityRef: string,
  segments: ReadonlyArray<string | number>,
): string {
  const [top, part, field] = segments;
  return part === 'runtime' || part === 'platform'
    ? `${entityRef} spec.${field}`
    : `${entityRef} ${top}.${part}`;
}

/**
 * The parts of the services and the platform that are read while something runs.
 *
 * @internal
 */
export function readsWhile(
  subject: Subject,
  run: (watched: Subject) => void,
): Set<string> {
  const reads = new Set<string>();
  const { model, environment } = subject;
  const system = watchSystem(model.system, reads);
  const copy = {
    ...model,
    system,
    services: model.services.map(service => watchService(service, reads)),
  };
  run({
    model: watched(copy, key => {
      if (key === 'endpoints') {
        model.endpoints.forEach((_, ref) => reads.add(`${ref} spec.endpoint`));
      }
    }),
    // Its fields stand in the list of the platform too.
    environment: watched(environment, () =>
      reads.add(`${model.system.entityRef} spec.environments`),
    ),
  });
  return reads;
}

/** Where the fields of a definition stand in the entity. */
const ENTITY_PARTS: Record<string, string> = {
  entityRef: 'metadata.name',
  name: 'metadata.name',
  title: 'metadata.title',
  description: 'metadata.description',
  owner: 'spec.owner',
  lifecycle: 'spec.lifecycle',
};

function watchService(
  service: ServiceDefinition,
  reads: Set<string>,
): ServiceDefinition {
  const { entityRef } = service;
  const copy = {
    ...service,
    spec: watched(service.spec, key => reads.add(`${entityRef} spec.${key}`)),
  };
  const proxy = watched(copy, key =>
    reads.add(`${entityRef} ${ENTITY_PARTS[key]}`),
  );
  // The hash of a spec reads all of it, and is no reason to render again.
  serviceAnnotations(service);
  shareHash(service, proxy);
  return proxy;
}

function watchSystem(
  system: PlatformDefinition,
  reads: Set<string>,
): PlatformDefinition {
  const { entityRef } = system;
  const spec = watched(system.spec, key =>
    reads.add(`${entityRef} spec.${key}`),
  );
  provenance(system.spec, undefined);
  shareHash(system.spec, spec);
  return watched({ ...system, spec }, key =>
    reads.add(`${entityRef} ${ENTITY_PARTS[key]}`),
  );
}

function watched<T extends object>(value: T, note: (key: string) => void): T {
  return new Proxy(value, {
    get(target, key) {
      if (typeof key === 'string') {
        note(key);
      }
      return Reflect.get(target, key);
    },
  });
}
