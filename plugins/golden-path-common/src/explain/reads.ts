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
 * Parts of entities: `component:default/a spec.traffic` as a whole, or
 * `component:default/a spec.traffic.retries`.
 *
 * @internal
 */
export type Reads = ReadonlySet<string>;

/**
 * Whether a field is in one of the parts.
 *
 * @param segments - from the top of the entity
 * @internal
 */
export function isRead(
  reads: Reads,
  entityRef: string,
  segments: ReadonlyArray<string | number>,
): boolean {
  const [top, part, field, child] = segments;
  if (part !== 'runtime' && part !== 'platform') {
    return reads.has(`${entityRef} ${top}.${part}`);
  }
  const whole = `${entityRef} spec.${field}`;
  return (
    reads.has(whole) || (child !== undefined && reads.has(`${whole}.${child}`))
  );
}

/**
 * The parts of the services and the platform that are read while something runs.
 *
 * @param options - `deep` tells the parts of parts; what is made while it runs
 *   may then hold objects that only look like those of the spec
 * @internal
 */
export function readsWhile(
  subject: Subject,
  run: (watched: Subject) => void,
  options: { deep?: boolean } = {},
): Reads {
  const reads = new Set<string>();
  const { model, environment } = subject;
  const isDeep = options.deep ?? false;
  const system = watchSystem(model.system, reads, isDeep);
  const copy = {
    ...model,
    system,
    services: model.services.map(service =>
      watchService(service, reads, isDeep),
    ),
  };
  run({
    model: watched(copy, (key, value) => {
      if (key === 'endpoints') {
        model.endpoints.forEach((_, ref) => reads.add(`${ref} spec.endpoint`));
      }
      return value;
    }),
    // Its fields stand in the list of the platform too.
    environment: watched(environment, (_, value) => {
      reads.add(`${model.system.entityRef} spec.environments`);
      return value;
    }),
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
  isDeep: boolean,
): ServiceDefinition {
  const { entityRef } = service;
  const spec = watchSpec(service.spec, entityRef, reads, isDeep);
  const proxy = watched({ ...service, spec }, (key, value) => {
    reads.add(`${entityRef} ${ENTITY_PARTS[key]}`);
    return value;
  });
  // The hash of a spec reads all of it, and is no reason to render again.
  serviceAnnotations(service);
  shareHash(service, proxy);
  return proxy;
}

function watchSystem(
  system: PlatformDefinition,
  reads: Set<string>,
  isDeep: boolean,
): PlatformDefinition {
  const { entityRef } = system;
  const spec = watchSpec(system.spec, entityRef, reads, isDeep);
  provenance(system.spec, undefined);
  shareHash(system.spec, spec);
  return watched({ ...system, spec }, (key, value) => {
    reads.add(`${entityRef} ${ENTITY_PARTS[key]}`);
    return value;
  });
}

function watchSpec<T extends object>(
  spec: T,
  entityRef: string,
  reads: Set<string>,
  isDeep: boolean,
): T {
  const children = new Map<string, object>();
  return watched(spec, (key, value) => {
    const part = `${entityRef} spec.${key}`;
    if (!isDeep || !isPlainObject(value)) {
      reads.add(part);
      return value;
    }
    const child =
      children.get(key) ??
      watched(
        value,
        (field, inner) => {
          reads.add(`${part}.${field}`);
          return inner;
        },
        () => reads.add(part),
      );
    children.set(key, child);
    return child;
  });
}

/**
 * @param read - told about a field; returns what is seen of it
 * @param list - told when somebody asks which fields there are
 */
function watched<T extends object>(
  value: T,
  read: (key: string, value: unknown) => unknown,
  list?: () => void,
): T {
  return new Proxy(value, {
    get(target, key) {
      const held = Reflect.get(target, key);
      return typeof key === 'string' ? read(key, held) : held;
    },
    has(target, key) {
      list?.();
      return Reflect.has(target, key);
    },
    ownKeys(target) {
      list?.();
      return Reflect.ownKeys(target);
    },
  });
}

function isPlainObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
