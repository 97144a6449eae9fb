/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, Fields, fieldsAt, listAt, textAt } from './access';
import type { ObjectIndex } from './ObjectIndex';
import { LintObject } from './types';
import { podField, Workload } from './workload';

/** A place where an object names a ConfigMap or a Secret that it needs. */
export interface ConfigReference {
  kind: 'ConfigMap' | 'Secret';
  object: LintObject;
  field: string;
  name: string;
  /** Keys that must be in it. */
  keys: ReadonlyArray<{ field: string; key: string }>;
}

/**
 * Every ConfigMap and Secret that pods and Ingresses need. What is optional is
 * left out.
 */
export function configReferences(index: ObjectIndex): ConfigReference[] {
  return [
    ...index.workloads.flatMap(workload => [
      ...variableReferences(workload),
      ...volumeReferences(workload),
    ]),
    ...index.ofKind('Ingress').flatMap(ingressReferences),
  ];
}

function variableReferences(workload: Workload): ConfigReference[] {
  const { object } = workload;
  const references: ConfigReference[] = [];
  const add = (
    kind: ConfigReference['kind'],
    source: Fields,
    field: string,
    key?: string,
  ) => {
    const name = textAt(source, 'name');
    if (name !== undefined && source.optional !== true) {
      references.push({
        kind,
        object,
        field: `${field}.name`,
        name,
        keys: key === undefined ? [] : [{ field: `${field}.key`, key }],
      });
    }
  };
  for (const container of workload.containers) {
    for (const [i, entry] of listAt(container.fields, 'env').entries()) {
      const field = `${container.field}.env[${i}].valueFrom`;
      const map = fieldsAt(entry, 'valueFrom', 'configMapKeyRef');
      const secret = fieldsAt(entry, 'valueFrom', 'secretKeyRef');
      add('ConfigMap', map, `${field}.configMapKeyRef`, textAt(map, 'key'));
      add('Secret', secret, `${field}.secretKeyRef`, textAt(secret, 'key'));
    }
    for (const [i, entry] of listAt(container.fields, 'envFrom').entries()) {
      const field = `${container.field}.envFrom[${i}]`;
      add(
        'ConfigMap',
        fieldsAt(entry, 'configMapRef'),
        `${field}.configMapRef`,
      );
      add('Secret', fieldsAt(entry, 'secretRef'), `${field}.secretRef`);
    }
  }
  return references;
}

function volumeReferences(workload: Workload): ConfigReference[] {
  const { object, pod, templateField } = workload;
  const references: ConfigReference[] = [];
  const add = (
    kind: ConfigReference['kind'],
    source: unknown,
    nameKey: string,
    field: string,
  ) => {
    const name = textAt(source, nameKey);
    if (name !== undefined && at(source, 'optional') !== true) {
      references.push({
        kind,
        object,
        field: `${field}.${nameKey}`,
        name,
        keys: listAt(source, 'items').flatMap((item, i) => {
          const key = textAt(item, 'key');
          return key === undefined
            ? []
            : [{ field: `${field}.items[${i}].key`, key }];
        }),
      });
    }
  };
  for (const [i, volume] of listAt(pod, 'volumes').entries()) {
    const field = podField(templateField, `volumes[${i}]`);
    add('ConfigMap', at(volume, 'configMap'), 'name', `${field}.configMap`);
    add('Secret', at(volume, 'secret'), 'secretName', `${field}.secret`);
    const sources = listAt(volume, 'projected', 'sources');
    for (const [j, source] of sources.entries()) {
      const place = `${field}.projected.sources[${j}]`;
      add('ConfigMap', at(source, 'configMap'), 'name', `${place}.configMap`);
      add('Secret', at(source, 'secret'), 'name', `${place}.secret`);
    }
  }
  for (const [i, entry] of listAt(pod, 'imagePullSecrets').entries()) {
    const field = podField(templateField, `imagePullSecrets[${i}]`);
    add('Secret', entry, 'name', field);
  }
  return references;
}

function ingressReferences(object: LintObject): ConfigReference[] {
  return listAt(object.manifest, 'spec', 'tls').flatMap((entry, i) => {
    const name = textAt(entry, 'secretName');
    return name === undefined
      ? []
      : [
          {
            kind: 'Secret' as const,
            object,
            field: `spec.tls[${i}].secretName`,
            name,
            keys: [],
          },
        ];
  });
}

/**
 * The object that brings a Secret: itself, or one that a controller makes it of.
 */
export function secretMaker(
  index: ObjectIndex,
  namespace: string,
  name: string,
): LintObject | undefined {
  return (
    index.find('Secret', namespace, name) ??
    index
      .ofKind('ExternalSecret')
      .find(
        candidate =>
          candidate.namespace === namespace &&
          (textAt(candidate.manifest, 'spec', 'target', 'name') ??
            candidate.name) === name,
      ) ??
    index.find('SealedSecret', namespace, name) ??
    index
      .ofKind('Certificate')
      .find(
        candidate =>
          candidate.namespace === namespace &&
          textAt(candidate.manifest, 'spec', 'secretName') === name,
      )
  );
}
