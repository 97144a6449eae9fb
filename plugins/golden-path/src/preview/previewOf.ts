/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import {
  changedEntity,
  parseDependencyRef,
  PlatformModel,
  readServiceDefinition,
  ServiceDefinition,
  ServicePreview,
  ServicePreviewResult,
} from '@openpolicy/plugin-golden-path-common';
import { CatalogSnapshot } from '../catalog';
import { RepositoryFiles } from './useRepositoryFiles';

/** Name of the measure that each rendering leaves in the browser's timeline. */
export const RENDER_MEASURE = 'golden-path:preview';

type Values = Readonly<Record<string, unknown>>;

/** @internal */
export interface PreviewOptions
  extends Pick<RepositoryFiles, 'skeleton' | 'changed'> {
  /** Default: the platform's first one. */
  environments?: readonly string[];
}

interface Known extends Pick<PreviewOptions, 'skeleton' | 'changed'> {
  key: string;
  result: ServicePreviewResult;
}

const lastOf = new WeakMap<ServicePreview, Known>();

/**
 * What a form's values would make: a new service, or a change to the one that
 * `entityRef` names. The next page of the form asks for the same first, so the last
 * answer is kept.
 *
 * @internal
 */
export function previewOf(
  catalog: CatalogSnapshot,
  values: Values,
  options: PreviewOptions = {},
): ServicePreviewResult {
  const { preview } = catalog;
  const { skeleton, changed } = options;
  const environments =
    options.environments ?? firstEnvironment(catalog, values);
  const key = JSON.stringify([values, environments]);
  const known = lastOf.get(preview);
  if (
    known?.key === key &&
    known.skeleton === skeleton &&
    known.changed === changed
  ) {
    return known.result;
  }
  const start = performance.now();
  const now = new Date();
  const entity = changedOf(catalog, values);
  const result = entity
    ? preview.change(entity, { now, environments, repositoryFiles: changed })
    : preview.update(values, { now, environments, skeletonFiles: skeleton });
  // Not in every test environment.
  performance.measure?.(RENDER_MEASURE, { start, end: performance.now() });
  lastOf.set(preview, { key, skeleton, changed, result });
  return result;
}

const lastFindings = new WeakMap<
  ServicePreview,
  { key: string; findings: ServicePreviewResult['findings'] }
>();

/**
 * What is wrong with a form's values, without any file: for fields that show what is
 * theirs. They stand beside a preview, which renders the files at the same key press.
 *
 * @internal
 */
export function findingsOf(
  catalog: CatalogSnapshot,
  values: Values,
): ServicePreviewResult['findings'] {
  const { preview } = catalog;
  const key = JSON.stringify(values);
  const known = lastFindings.get(preview);
  if (known?.key === key) {
    return known.findings;
  }
  const options = { now: new Date(), environments: [] };
  const entity = changedOf(catalog, values);
  const { findings } = entity
    ? preview.change(entity, options)
    : preview.update(values, options);
  lastFindings.set(preview, { key, findings });
  return findings;
}

/**
 * The platform and the service that a form's values mean, without rendering them.
 *
 * @internal
 */
export function readValues(
  catalog: CatalogSnapshot,
  values: Values,
): { model?: PlatformModel; service?: ServiceDefinition } {
  const entity = changedOf(catalog, values);
  if (!entity) {
    return catalog.preview.read(values);
  }
  const service = readServiceDefinition(entity).value;
  return {
    service,
    model: catalog.preview.models.find(
      ({ system }) => system.entityRef === service?.system,
    ),
  };
}

function firstEnvironment(
  catalog: CatalogSnapshot,
  values: Values,
): string[] | undefined {
  const { model } = readValues(catalog, values);
  return model && [model.system.spec.environments[0].name];
}

/** The service that a form of changes is about, with the changes. */
function changedOf(
  { byRef }: CatalogSnapshot,
  values: Values,
): Entity | undefined {
  const ref =
    typeof values.entityRef === 'string' &&
    parseDependencyRef(values.entityRef);
  const entity = ref ? byRef.get(ref) : undefined;
  return entity?.spec?.runtime ? changedEntity(entity, values) : undefined;
}
