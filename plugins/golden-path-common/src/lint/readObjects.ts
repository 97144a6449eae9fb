/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest } from '../render/types';
import { listAt, textAt, textMapAt } from './access';
import { LintObject } from './types';

/** Groups of kinds whose name others use too. */
const GROUPS: Readonly<Record<string, string>> = {
  Service: '',
  Gateway: 'networking.istio.io',
  Ingress: 'networking.k8s.io',
  NetworkPolicy: 'networking.k8s.io',
  Application: 'argoproj.io',
  Rollout: 'argoproj.io',
};

/** Kinds that lie in no namespace. */
const CLUSTER_KINDS: ReadonlySet<string> = new Set([
  'Namespace',
  'ClusterRole',
  'ClusterRoleBinding',
  'ClusterSecretStore',
  'CustomResourceDefinition',
  'PriorityClass',
  'StorageClass',
]);

/** Whether an object only shares its kind's name with the one that is meant. */
export function isNamesake({ kind, group }: LintObject): boolean {
  return Object.hasOwn(GROUPS, kind) && GROUPS[kind] !== group;
}

/**
 * Reads objects; a List as kubectl writes it counts as what is in it.
 */
export function readObjects(
  manifests: readonly unknown[],
  defaultNamespace: string,
): LintObject[] {
  return manifests.flatMap((manifest, position) => {
    // kubectl writes what it gets as one List.
    const items =
      textAt(manifest, 'kind') === 'List'
        ? listAt(manifest, 'items')
        : [manifest];
    return items.flatMap(item => readObject(item, position, defaultNamespace));
  });
}

/** What has no kind or name is no object; validators of schemas say so. */
function readObject(
  manifest: unknown,
  position: number,
  defaultNamespace: string,
): LintObject[] {
  const kind = textAt(manifest, 'kind');
  const name = textAt(manifest, 'metadata', 'name');
  if (!kind || !name) {
    return [];
  }
  const apiVersion = textAt(manifest, 'apiVersion') ?? '';
  const slash = apiVersion.indexOf('/');
  return [
    {
      manifest: manifest as Manifest,
      apiVersion,
      group: slash < 0 ? '' : apiVersion.slice(0, slash),
      kind,
      name,
      namespace: CLUSTER_KINDS.has(kind)
        ? ''
        : textAt(manifest, 'metadata', 'namespace') ?? defaultNamespace,
      labels: textMapAt(manifest, 'metadata', 'labels'),
      annotations: textMapAt(manifest, 'metadata', 'annotations'),
      position,
    },
  ];
}
