/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  parseDependencyRef,
  PreviewFinding,
} from '@openpolicy/plugin-golden-path-common';
import { CatalogSnapshot } from '../../catalog';

/** @internal */
export type DependencyKind = 'component' | 'api' | 'resource';

/** Something of the catalog that a service may call. @internal */
export interface DependencyOption {
  ref: string;
  kind: DependencyKind;
  title: string;
  description?: string;
}

const KINDS: readonly DependencyKind[] = ['component', 'api', 'resource'];

/** By kind, then by title. @internal */
export function optionsOf({ entities }: CatalogSnapshot): DependencyOption[] {
  return entities
    .flatMap(entity => optionOf(entity) ?? [])
    .sort(byKindAndTitle);
}

/** @internal */
export function optionOf(entity: Entity): DependencyOption | undefined {
  const kind = entity.kind.toLocaleLowerCase('en-US') as DependencyKind;
  return KINDS.includes(kind)
    ? {
        ref: stringifyEntityRef(entity),
        kind,
        title: entity.metadata.title ?? entity.metadata.name,
        description: entity.metadata.description,
      }
    : undefined;
}

/**
 * What a row shows; what the catalog does not know shows its reference.
 *
 * @internal
 */
export function rowOf(
  ref: string,
  { byRef }: CatalogSnapshot,
): { title: string; kind?: DependencyKind; ref: string } {
  const full = parseDependencyRef(ref) ?? ref;
  const entity = byRef.get(full);
  const option = entity && optionOf(entity);
  return option
    ? { title: option.title, kind: option.kind, ref: full }
    : { title: ref, ref: full };
}

/** What the rules say about one row, or about the list as a whole. @internal */
export function findingsOfRow(
  findings: readonly PreviewFinding[],
  index: number | undefined,
): PreviewFinding[] {
  return findings.filter(({ field }) =>
    index === undefined
      ? field === 'dependencies'
      : field !== undefined &&
        (field === `dependencies[${index}]` ||
          field.startsWith(`dependencies[${index}].`)),
  );
}

function byKindAndTitle(a: DependencyOption, b: DependencyOption): number {
  return (
    KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
    a.title.localeCompare(b.title)
  );
}
