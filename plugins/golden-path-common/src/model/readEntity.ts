/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { z } from 'zod';
import { findingsOfSchema } from '../rules/specRules';
import { Finding } from '../rules/types';
import {
  platformSpecSchema,
  ResourceEndpoint,
  resourceEndpointSchema,
} from '../spec/platformSpec';
import { serviceSpecSchema } from '../spec/serviceSpec';
import {
  GroupDefinition,
  PlatformDefinition,
  ServiceDefinition,
} from './types';

/**
 * What came of reading an entity: the value if its shape is right, else the
 * findings that say what is wrong. Neither, if the entity has no such part.
 *
 * @public
 */
export interface ReadResult<T> {
  value?: T;
  findings: Finding[];
}

/**
 * Reads `spec.runtime` of a Component. Checks the shape only; the rules are for
 * `validateService`.
 *
 * @param source - file of the entity, for the provenance of what is rendered
 * @public
 */
export function readServiceDefinition(
  entity: Entity,
  source?: string,
): ReadResult<ServiceDefinition> {
  if (entity.kind.toLocaleLowerCase('en-US') !== 'component') {
    return { findings: [] };
  }
  const spec = readPart(entity, 'runtime', serviceSpecSchema);
  if (!spec.value) {
    return { findings: spec.findings };
  }
  return {
    findings: [],
    value: {
      entityRef: stringifyEntityRef(entity),
      name: entity.metadata.name,
      title: entity.metadata.title ?? entity.metadata.name,
      description: entity.metadata.description,
      owner: completeRef(entity, entity.spec?.owner, 'group') ?? '',
      lifecycle: String(entity.spec?.lifecycle ?? ''),
      system: completeRef(entity, entity.spec?.system, 'system'),
      spec: spec.value,
      source,
    },
  };
}

/**
 * Reads `spec.platform` of a System.
 *
 * @public
 */
export function readPlatformDefinition(
  entity: Entity,
  source?: string,
): ReadResult<PlatformDefinition> {
  if (entity.kind.toLocaleLowerCase('en-US') !== 'system') {
    return { findings: [] };
  }
  const spec = readPart(entity, 'platform', platformSpecSchema);
  if (!spec.value) {
    return { findings: spec.findings };
  }
  return {
    findings: [],
    value: {
      entityRef: stringifyEntityRef(entity),
      name: entity.metadata.name,
      title: entity.metadata.title ?? entity.metadata.name,
      spec: spec.value,
      source,
    },
  };
}

/**
 * Reads `spec.endpoint` of a Resource.
 *
 * @public
 */
export function readResourceEndpoint(
  entity: Entity,
): ReadResult<ResourceEndpoint> {
  return entity.kind.toLocaleLowerCase('en-US') === 'resource'
    ? readPart(entity, 'endpoint', resourceEndpointSchema)
    : { findings: [] };
}

/**
 * Reads a Group. Its profile is Backstage's, not ours, so nothing is found wrong
 * with it; an address that is no text is none.
 *
 * @returns undefined for other kinds
 * @internal
 */
export function readGroup(entity: Entity): GroupDefinition | undefined {
  if (entity.kind.toLocaleLowerCase('en-US') !== 'group') {
    return undefined;
  }
  const profile = entity.spec?.profile as
    | { displayName?: unknown; email?: unknown }
    | undefined;
  const text = (value: unknown) =>
    typeof value === 'string' && value.trim() !== '' ? value : undefined;
  const email = text(profile?.email);
  return {
    title:
      text(profile?.displayName) ??
      entity.metadata.title ??
      entity.metadata.name,
    ...(email && { email }),
  };
}

function readPart<T>(
  entity: Entity,
  part: string,
  schema: z.ZodType<T>,
): ReadResult<T> {
  const written = entity.spec?.[part];
  if (written === undefined) {
    return { findings: [] };
  }
  const result = schema.safeParse(written);
  if (result.success) {
    return { value: result.data, findings: [] };
  }
  return {
    findings: findingsOfSchema({
      entityRef: stringifyEntityRef(entity),
      root: ['spec', part],
      value: written,
      error: result.error,
    }),
  };
}

/**
 * Completes a reference the way the catalog does: with the kind of the field and
 * the namespace of the entity. Malformed text comes back as it is, so that a rule
 * can show it.
 *
 * @internal
 */
export function completeRef(
  entity: { metadata: { namespace?: string } },
  ref: unknown,
  defaultKind: string,
): string | undefined {
  if (typeof ref !== 'string') {
    return undefined;
  }
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, {
        defaultKind,
        defaultNamespace: entity.metadata.namespace ?? 'default',
      }),
    );
  } catch {
    return ref;
  }
}
