/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { PlatformDefinition } from '../model/types';
import { ANNOTATIONS } from '../render/conventions';
import { RUNTIME_API_VERSION } from '../spec/serviceSpec';
import { GENERATOR_VERSION } from '../version';
import { DRAFT_SECTIONS, ServiceDraft } from './serviceDraft';

/** Release that a new repository's first build gets. */
const FIRST_TAG = '0.1.0';

/** What a container may use until somebody has measured it. */
const FIRST_RESOURCES = {
  cpu: { request: '50m', limit: '500m' },
  memory: { request: '128Mi', limit: '256Mi' },
};

/**
 * The catalog entity of a draft, with its `spec.runtime` in place. Sections that
 * say nothing are left out, so that the file shows what somebody decided.
 *
 * @param options - `platform` runs the service; `repository` is the browsable
 *   address of its source, once that is known
 * @public
 */
export function serviceEntityOf(
  draft: ServiceDraft,
  options: { platform: PlatformDefinition; repository?: string },
): Entity {
  const { platform, repository } = options;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: draft.name,
      ...(draft.title && { title: draft.title }),
      ...(draft.description && { description: draft.description }),
      tags: [draft.language],
      annotations: {
        'backstage.io/kubernetes-id': draft.name,
        'backstage.io/kubernetes-namespace': platform.spec.namespace,
        'argocd/app-name': draft.name,
        'backstage.io/techdocs-ref': 'dir:.',
        ...(repository && {
          'backstage.io/source-location': `url:${repository}`,
        }),
        [ANNOTATIONS.generatorVersion]: GENERATOR_VERSION,
      },
    },
    spec: {
      type: 'service',
      lifecycle: draft.lifecycle,
      owner: draft.owner,
      system: draft.system,
      runtime: runtimeOf(draft),
    },
  };
}

/**
 * `spec.runtime` of a draft: what goes to `service.yaml`.
 *
 * @public
 */
export function runtimeOf(draft: ServiceDraft): JsonObject {
  const sections = {
    ...Object.fromEntries(DRAFT_SECTIONS.map(name => [name, draft[name]])),
    resources: draft.resources ?? FIRST_RESOURCES,
  };
  return {
    apiVersion: RUNTIME_API_VERSION,
    tier: draft.tier,
    language: draft.language,
    image: { tag: FIRST_TAG },
    ports: [
      {
        name: 'http',
        port: draft.port,
        ...(draft.exposed && { expose: 'gateway' }),
      },
    ],
    ...(withoutEmpty(sections) as JsonObject),
  };
}

/**
 * The field of the draft that a finding's path is about, e.g. `port` for
 * `spec.runtime.ports[0].port`; undefined if no field of the form says it.
 *
 * @public
 */
export function draftFieldOf(path: string): string | undefined {
  if (/^spec\.runtime\.ports\[0\]\.expose\b/.test(path)) {
    return 'exposed';
  }
  if (/^spec\.runtime\.ports\b/.test(path)) {
    return 'port';
  }
  const runtime = /^spec\.runtime\.(.+)$/.exec(path);
  if (runtime) {
    return /^(apiVersion|image)\b/.test(runtime[1]) ? undefined : runtime[1];
  }
  const identity =
    /^(?:metadata\.(name|title|description)|spec\.(owner|system|lifecycle))\b/.exec(
      path,
    );
  return identity?.[1] ?? identity?.[2];
}

/** Forms send empty objects, lists and texts for what nobody filled in. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(withoutEmpty).filter(item => item !== undefined);
    return items.length > 0 ? items : undefined;
  }
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value)
      .map(([key, field]) => [key, withoutEmpty(field)] as const)
      .filter(([, field]) => field !== undefined);
    return fields.length > 0 ? Object.fromEntries(fields) : undefined;
  }
  return value === '' || value === null ? undefined : value;
}
