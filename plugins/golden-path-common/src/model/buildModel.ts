/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { docsOf } from '../rules/docs';
import { PLATFORM_RULES } from '../rules/platformRules';
import { Finding } from '../rules/types';
import { ResourceEndpoint } from '../spec/platformSpec';
import {
  readGroup,
  readPlatformDefinition,
  readResourceEndpoint,
  readServiceDefinition,
} from './readEntity';
import {
  GroupDefinition,
  PlatformDefinition,
  PlatformModel,
  ServiceDefinition,
} from './types';

/**
 * An entity and the file that it was read from.
 *
 * @public
 */
export interface SourcedEntity {
  entity: Entity;
  source?: string;
}

/**
 * Kinds of entities that a platform's model is made of.
 *
 * @public
 */
export const MODEL_KINDS = [
  'Component',
  'API',
  'Resource',
  'System',
  'Group',
] as const;

/**
 * Gathers the platforms of a catalog: each System with `spec.platform`, and its
 * services. Entities whose shape is wrong are left out and come back as
 * findings, as do services that belong to no platform.
 *
 * @public
 */
export function buildModels(entities: readonly SourcedEntity[]): {
  models: PlatformModel[];
  findings: Finding[];
} {
  const findings: Finding[] = [];
  const systems: PlatformDefinition[] = [];
  const services: ServiceDefinition[] = [];
  const endpoints = new Map<string, ResourceEndpoint>();
  const groups = new Map<string, GroupDefinition>();
  const entityRefs = new Set<string>();

  for (const { entity, source } of entities) {
    const ref = stringifyEntityRef(entity);
    entityRefs.add(ref);
    const platform = readPlatformDefinition(entity, source);
    const service = readServiceDefinition(entity, source);
    const endpoint = readResourceEndpoint(entity);
    const group = readGroup(entity);
    findings.push(
      ...platform.findings,
      ...service.findings,
      ...endpoint.findings,
    );
    if (platform.value) {
      systems.push(platform.value);
    }
    if (service.value) {
      services.push(service.value);
    }
    if (endpoint.value) {
      endpoints.set(ref, endpoint.value);
    }
    if (group) {
      groups.set(ref, group);
    }
  }

  for (const service of services) {
    if (!systems.some(({ entityRef }) => entityRef === service.system)) {
      findings.push({
        ruleId: PLATFORM_RULES.system.id,
        severity: PLATFORM_RULES.system.severity,
        entityRef: service.entityRef,
        path: 'spec.system',
        message: service.system
          ? `'spec.system' is '${service.system}', which is no System with a valid spec.platform`
          : "'spec.system' is missing",
        fix: 'Name the System that the service belongs to.',
        docs: docsOf(PLATFORM_RULES.system.id),
      });
    }
  }

  return {
    findings,
    models: systems.map(system => ({
      system,
      services: services
        .filter(service => service.system === system.entityRef)
        .sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1)),
      entityRefs,
      endpoints,
      groups,
    })),
  };
}
