/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { completeRef } from '../model/readEntity';
import { parseDraft } from './parseDraft';
import { DRAFT_SECTIONS, ServiceDraftInput } from './serviceDraft';

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
  const draft = parseDraft(
    {
      name: metadata.name,
      title: metadata.title,
      description: metadata.description,
      owner: completeRef(entity, spec.owner, 'group') ?? spec.owner,
      system: completeRef(entity, spec.system, 'system') ?? spec.system,
      lifecycle: spec.lifecycle,
      language: runtime.language,
      tier: runtime.tier,
      port: ports[0]?.port,
      exposed: ports[0]?.expose === 'gateway',
      ...Object.fromEntries(DRAFT_SECTIONS.map(name => [name, runtime[name]])),
    },
    `Failed to read '${stringifyEntityRef(entity)}' as a draft`,
  );
  return JSON.parse(JSON.stringify(draft));
}
