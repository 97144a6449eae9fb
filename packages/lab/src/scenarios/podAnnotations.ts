/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ScenarioContext } from './types';

/**
 * Ends the annotating of a service's pods and takes the annotations off those that
 * live.
 *
 * @param keys - the annotations.
 * @internal
 */
export async function clearPodAnnotations(
  { kube, traffic, namespace }: ScenarioContext,
  service: string,
  keys: string[],
): Promise<void> {
  await traffic.remove(namespace, service);
  const selector = encodeURIComponent(`backstage.io/kubernetes-id=${service}`);
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const removed = Object.fromEntries(keys.map(key => [key, null]));
  // Twice: the simulator may have been about to annotate one more.
  for (let round = 0; round < 2; round++) {
    const { items } = await kube.list(`${path}?labelSelector=${selector}`);
    for (const { metadata } of items) {
      if (!keys.some(key => key in (metadata.annotations ?? {}))) continue;
      await kube
        .patch(`${path}/${metadata.name}`, 'merge', {
          metadata: { annotations: removed },
        })
        .catch(error => {
          if (error.status !== 404) throw error;
        });
    }
    if (round === 0) await new Promise(resolve => setTimeout(resolve, 700));
  }
}
