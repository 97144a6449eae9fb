/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestKind, PlatformContext, RenderContext } from '../types';
import { AllowedKind } from './appProject';
import { DELIVERY_KINDS, deliveryPlatformKinds } from './deliveryKinds';
import { KUBERNETES_KINDS, KUBERNETES_PLATFORM_KINDS } from './kubernetesKinds';
import { MESH_KINDS, MESH_PLATFORM_KINDS } from './meshKinds';
import { MONITORING_KINDS } from './monitoringKinds';

export { DELIVERY_KINDS };

/**
 * Kinds that a service brings into its namespace.
 *
 * @internal
 */
export const SERVICE_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [
  ...KUBERNETES_KINDS,
  ...MESH_KINDS,
  ...MONITORING_KINDS,
];

const IN_PLATFORM_FOLDER = [
  ...KUBERNETES_PLATFORM_KINDS,
  ...MESH_PLATFORM_KINDS,
];

/**
 * What Argo CD's projects of services and of the platform may bring into the
 * namespace. Only the Namespace itself is of the cluster; its project names it.
 *
 * @internal
 */
export const ALLOWED_KINDS = {
  services: allowedKinds(SERVICE_KINDS),
  platform: allowedKinds(
    IN_PLATFORM_FOLDER.filter(({ kind }) => kind !== 'Namespace'),
  ),
};

/**
 * Kinds that a platform has once an environment.
 *
 * @internal
 */
export const PLATFORM_KINDS: ReadonlyArray<ManifestKind<PlatformContext>> = [
  ...IN_PLATFORM_FOLDER,
  ...deliveryPlatformKinds(ALLOWED_KINDS),
];

/** Each kind once: two rows may bring the same one. */
function allowedKinds(
  rows: ReadonlyArray<{ apiVersion: string; kind: string }>,
): AllowedKind[] {
  const allowed = new Map<string, AllowedKind>();
  for (const { apiVersion, kind } of rows) {
    const [group, version] = apiVersion.split('/');
    const entry = { group: version ? group : '', kind };
    allowed.set(`${entry.group}/${kind}`, entry);
  }
  return [...allowed.values()];
}
