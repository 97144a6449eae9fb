/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { fieldsAt, Fields, listAt, numberAt, textAt, textsAt } from './access';
import type { ObjectIndex } from './ObjectIndex';
import { LintObject } from './types';

/*
 * VirtualServices and DestinationRules, read once for the rules about them.
 */

/** One route of a VirtualService: of HTTP, TCP or TLS. */
export interface MeshRoute {
  object: LintObject;
  /** As `spec.http[0]`. */
  field: string;
  fields: Fields;
  destinations: readonly MeshDestination[];
}

/** Where a route sends requests. */
export interface MeshDestination {
  field: string;
  host: string;
  subset?: string;
  port?: number;
  weight?: number;
}

/** A subset of a DestinationRule. */
export interface MeshSubset {
  object: LintObject;
  field: string;
  name: string;
  fields: Fields;
}

/** All routes of all VirtualServices. */
export function meshRoutes(index: ObjectIndex): MeshRoute[] {
  return index
    .ofKind('VirtualService')
    .flatMap(object =>
      ['http', 'tcp', 'tls'].flatMap(protocol =>
        listAt(object.manifest, 'spec', protocol).map((route, i) =>
          readRoute(object, `spec.${protocol}[${i}]`, fieldsAt(route)),
        ),
      ),
    );
}

/** Subsets by the host that they belong to. */
export function subsetsByHost(index: ObjectIndex): Map<string, MeshSubset[]> {
  const subsets = new Map<string, MeshSubset[]>();
  for (const object of index.ofKind('DestinationRule')) {
    const host = textAt(object.manifest, 'spec', 'host') ?? '';
    const key = hostKey(index, host, object.namespace);
    const found = listAt(object.manifest, 'spec', 'subsets').map(
      (subset, i) => ({
        object,
        field: `spec.subsets[${i}]`,
        name: textAt(subset, 'name') ?? '',
        fields: fieldsAt(subset),
      }),
    );
    subsets.set(key, [...(subsets.get(key) ?? []), ...found]);
  }
  return subsets;
}

/** One key for all ways to write the host of a Service. */
export function hostKey(
  index: ObjectIndex,
  host: string,
  namespace: string,
): string {
  const service = index.parseHost(host, namespace);
  return service ? `${service.namespace}/${service.name}` : host;
}

/** Whether the mesh applies a VirtualService to calls between pods. */
export function isInMesh({ manifest }: LintObject): boolean {
  const gateways = textsAt(manifest, 'spec', 'gateways');
  return gateways.length === 0 || gateways.includes('mesh');
}

function readRoute(
  object: LintObject,
  field: string,
  fields: Fields,
): MeshRoute {
  return {
    object,
    field,
    fields,
    destinations: [
      ...listAt(fields, 'route').map((entry, i) => ({
        ...readDestination(entry, `${field}.route[${i}].destination`),
        weight: numberAt(entry, 'weight'),
      })),
      ...(textAt(fields, 'mirror', 'host') === undefined
        ? []
        : [readDestination({ destination: fields.mirror }, `${field}.mirror`)]),
      ...listAt(fields, 'mirrors').map((entry, i) =>
        readDestination(entry, `${field}.mirrors[${i}].destination`),
      ),
    ],
  };
}

function readDestination(entry: unknown, field: string): MeshDestination {
  return {
    field,
    host: textAt(entry, 'destination', 'host') ?? '',
    subset: textAt(entry, 'destination', 'subset'),
    port: numberAt(entry, 'destination', 'port', 'number'),
  };
}
