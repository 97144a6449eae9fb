/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeClient, KubeObject } from '../cluster/KubeClient';
import { serviceLabel } from './clusterView';
import { TrafficControl } from './controls';

/**
 * Gives each pod the annotations that its service's control asks for. Called again
 * and again, so that pods that an autoscaler adds get them too.
 *
 * @returns how many pods were changed.
 * @internal
 */
export async function annotatePods(
  client: Pick<KubeClient, 'patch'>,
  pods: KubeObject[],
  controlOf: (namespace: string, service: string) => TrafficControl,
): Promise<number> {
  let changed = 0;
  for (const { metadata } of pods) {
    if (metadata.deletionTimestamp) continue;
    const { podAnnotations } = controlOf(
      metadata.namespace!,
      metadata.labels?.[serviceLabel] ?? '',
    );
    const missing = Object.entries(podAnnotations ?? {}).filter(
      ([key, value]) => metadata.annotations?.[key] !== value,
    );
    if (missing.length === 0) continue;
    await client.patch(
      `/api/v1/namespaces/${metadata.namespace}/pods/${metadata.name}`,
      'merge',
      { metadata: { annotations: Object.fromEntries(missing) } },
    );
    changed++;
  }
  return changed;
}
