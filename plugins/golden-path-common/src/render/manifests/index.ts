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

/**
 * Kinds that a platform has once an environment.
 *
 * @internal
 */
export const PLATFORM_KINDS: ReadonlyArray<ManifestKind<PlatformContext>> = [
  ...KUBERNETES_PLATFORM_KINDS,
  ...MESH_PLATFORM_KINDS,
  ...deliveryPlatformKinds(allowedKinds()),
];

/** Each kind once: two rows may bring the same one. */
function allowedKinds(): AllowedKind[] {
  const allowed = new Map<string, AllowedKind>();
  for (const { apiVersion, kind } of SERVICE_KINDS) {
    const [group, version] = apiVersion.split('/');
    const entry = { group: version ? group : '', kind };
    allowed.set(`${entry.group}/${kind}`, entry);
  }
  return [...allowed.values()];
}
