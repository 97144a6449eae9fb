/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../model/types';
import { GENERATOR_VERSION } from '../version';
import { ANNOTATIONS } from './conventions';
import { sha256 } from './sha256';

/**
 * Annotations that say where an object comes from, so that a difference in the
 * cluster can be put down to the spec, the renderers or a hand edit. They belong
 * on objects, never on a pod template: a new release of the renderers must not
 * roll pods.
 *
 * @internal
 */
export function provenance(
  subject: object,
  source: string | undefined,
): Record<string, string> {
  return annotationsOf(
    hashOnce(subject, () => subject),
    source,
  );
}

function annotationsOf(
  hash: string,
  source: string | undefined,
): Record<string, string> {
  return {
    [ANNOTATIONS.specHash]: hash,
    [ANNOTATIONS.generatorVersion]: GENERATOR_VERSION,
    ...(source && { [ANNOTATIONS.source]: source }),
  };
}

/**
 * Annotations of every object of a service.
 *
 * @internal
 */
export function serviceAnnotations(
  service: ServiceDefinition,
): Record<string, string> {
  const hash = hashOnce(service, () => {
    // The file may move and waivers may come and go without any change to what runs.
    const { source: _, spec, ...identity } = service;
    const { waivers, ...runtime } = spec;
    return { ...identity, spec: runtime };
  });
  return {
    [ANNOTATIONS.entityRef]: service.entityRef,
    ...annotationsOf(hash, service.source),
  };
}

/*
 * Services are values that nobody changes. Hashing one again for each of its
 * objects would be half of the time of rendering them.
 */
const HASHES = new WeakMap<object, string>();

/**
 * Lets a value pass for another's equal, so that nobody hashes it: for looking at
 * what else in a document is different.
 *
 * @internal
 */
export function shareHash(owner: object, other: object): void {
  const hash = HASHES.get(owner);
  if (hash !== undefined) {
    HASHES.set(other, hash);
  }
}

function hashOnce(owner: object, content: () => object): string {
  const known = HASHES.get(owner);
  if (known !== undefined) {
    return known;
  }
  const hash = specHash(content());
  HASHES.set(owner, hash);
  return hash;
}

/**
 * Sixteen hexadecimal digits of a value, equal for equal values whatever the
 * order of their keys.
 *
 * @public
 */
export function specHash(value: unknown): string {
  return sha256(canonicalJson(value)).slice(0, 16);
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(canonicalJson).join(',')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, entry]) => entry !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`);
    return `{${entries.join(',')}}`;
  }
  return JSON.stringify(value);
}
