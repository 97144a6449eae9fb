/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, Fields, fieldsAt, listAt, textAt } from '../lint/access';
import { ObjectIndex } from '../lint/ObjectIndex';
import { LintObject } from '../lint/types';
import { Workload } from '../lint/workload';

/**
 * Variables of a container by name: plain ones with their value, wherever it
 * stands, others with where it comes from.
 *
 * @internal
 */
export function variablesOf(
  container: Fields,
  namespace: string,
  index: ObjectIndex,
): Record<string, unknown> {
  const variables: Record<string, unknown> = {};
  for (const source of listAt(container, 'envFrom')) {
    const prefix = textAt(source, 'prefix') ?? '';
    const name = textAt(source, 'configMapRef', 'name');
    const map = name && index.find('ConfigMap', namespace, name);
    if (map) {
      for (const [key, value] of Object.entries(
        fieldsAt(map.manifest, 'data'),
      )) {
        variables[`${prefix}${key}`] = value;
      }
    } else {
      const from = name ?? textAt(source, 'secretRef', 'name');
      variables[`${prefix}*`] = `everything in '${from}'`;
    }
  }
  for (const entry of listAt(container, 'env')) {
    const name = textAt(entry, 'name');
    if (name !== undefined) {
      variables[name] = valueOf(entry, namespace, index);
    }
  }
  return variables;
}

function valueOf(
  entry: unknown,
  namespace: string,
  index: ObjectIndex,
): unknown {
  const { name, key } = fieldsAt(entry, 'valueFrom', 'configMapKeyRef');
  const map =
    typeof name === 'string'
      ? index.find('ConfigMap', namespace, name)
      : undefined;
  return (
    at(map?.manifest, 'data', String(key)) ??
    at(entry, 'value') ??
    at(entry, 'valueFrom') ??
    ''
  );
}

/**
 * ConfigMaps that a workload has variables from.
 *
 * @internal
 */
export function variableSources(
  workload: Workload,
  index: ObjectIndex,
): LintObject[] {
  return workload.containers.flatMap(({ fields }) =>
    [
      ...listAt(fields, 'envFrom').map(source =>
        textAt(source, 'configMapRef', 'name'),
      ),
      ...listAt(fields, 'env').map(entry =>
        textAt(entry, 'valueFrom', 'configMapKeyRef', 'name'),
      ),
    ].flatMap(name => {
      const map =
        name && index.find('ConfigMap', workload.object.namespace, name);
      return map ? [map] : [];
    }),
  );
}
