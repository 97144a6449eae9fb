/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { ServiceDraftInput, serviceDraftSchema } from './serviceDraft';

/** Sections of `spec.runtime` that a draft holds as they are. */
const SECTIONS = [
  'health',
  'scale',
  'resources',
  'env',
  'dependencies',
  'traffic',
  'rollout',
  'slo',
  'alerts',
] as const;

/**
 * The way back from `serviceEntityOf`: what a form shows of a service that is
 * there. What a draft has no field for (secrets, further ports, environments)
 * stays behind, so that a change is made to the spec itself.
 *
 * @param entity - with `spec.runtime` in place
 * @throws InputError if it has no port, or a language without a skeleton
 * @public
 */
export function draftOfEntity(entity: Entity): ServiceDraftInput {
  const { metadata, spec = {} } = entity;
  const runtime = (spec.runtime ?? {}) as Record<string, unknown>;
  const ports = Array.isArray(runtime.ports) ? runtime.ports : [];
  const result = serviceDraftSchema.safeParse({
    name: metadata.name,
    title: metadata.title,
    description: metadata.description,
    owner: fullRef(entity, spec.owner, 'group'),
    system: fullRef(entity, spec.system, 'system'),
    lifecycle: spec.lifecycle,
    language: runtime.language,
    tier: runtime.tier,
    port: ports[0]?.port,
    exposed: ports[0]?.expose === 'gateway',
    ...Object.fromEntries(SECTIONS.map(name => [name, runtime[name]])),
  });
  if (!result.success) {
    const faults = result.error.issues.map(
      ({ path, message }) => `'${path.join('.')}': ${message}`,
    );
    throw new InputError(
      `Failed to read '${stringifyEntityRef(entity)}' as a draft: ${faults.join(
        '; ',
      )}`,
    );
  }
  return JSON.parse(JSON.stringify(result.data));
}

function fullRef(entity: Entity, ref: unknown, defaultKind: string): unknown {
  if (typeof ref !== 'string') {
    return ref;
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
