/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  Finding,
  isBlocking,
  readPlatformDefinition,
  readResourceEndpoint,
  readServiceDefinition,
  validateEndpoint,
  validatePlatform,
  validateService,
} from '@openpolicy/plugin-golden-path-common';
import { relationsOf } from './relations';

/**
 * Checks the golden path's parts of an entity (`spec.runtime` of a Component,
 * `spec.platform` of a System, `spec.endpoint` of a Resource) by the schema and
 * rules of golden-path-common, and adds the relations that follow from a
 * service's dependencies.
 *
 * It sees one entity at a time: rules about several services run in
 * `dev render` and in the conformance runs.
 *
 * @public
 */
export class RuntimeSpecProcessor implements CatalogProcessor {
  readonly #now: () => Date;

  private constructor(now: () => Date) {
    this.#now = now;
  }

  /**
   * @param options - `now` decides which waivers have run out; default: the clock
   */
  static create(options?: { now?: () => Date }): RuntimeSpecProcessor {
    return new RuntimeSpecProcessor(options?.now ?? (() => new Date()));
  }

  getProcessorName(): string {
    return 'golden-path-runtime-spec';
  }

  /**
   * Runs after placeholders such as `$yaml` have been replaced.
   *
   * Each blocking finding becomes an error of its own on the entity; the catalog
   * keeps what it knew of the entity before, and no other entity is touched.
   */
  async postProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const service = readServiceDefinition(entity);
    const platform = readPlatformDefinition(entity);
    const endpoint = readResourceEndpoint(entity);
    const findings = [
      ...service.findings,
      ...platform.findings,
      ...endpoint.findings,
      ...(service.value
        ? validateService(service.value, { now: this.#now() })
        : []),
      ...(platform.value ? validatePlatform(platform.value) : []),
      ...(endpoint.value
        ? validateEndpoint(stringifyEntityRef(entity), endpoint.value)
        : []),
    ];
    for (const finding of findings.filter(isBlocking)) {
      emit(processingResult.generalError(location, describe(finding)));
    }
    if (service.value) {
      for (const relation of relationsOf(entity, service.value.spec)) {
        emit(processingResult.relation(relation));
      }
    }
    return entity;
  }
}

/** The text that the entity's page shows: object, field, cause, rule, fix. */
function describe(finding: Finding): string {
  return `${finding.ruleId} in '${finding.entityRef}': ${finding.message}. ${finding.fix}`;
}
