/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isServing, scaleOf } from '../../spec/serviceSpec';
import { podLabels } from '../conventions';
import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * Lets a drain take one pod at a time, of the stable ones and the canary's
 * together. Pods that are not healthy do not count: a service that crashes in a
 * loop would keep every node from being drained. One pod alone has no budget,
 * there is nothing to keep running.
 *
 * @internal
 */
export function renderPodDisruptionBudget(context: RenderContext): Manifest[] {
  const { service } = context;
  const scale = scaleOf(service.spec);
  if (
    !isServing(service.spec) ||
    (scale.type === 'fixed' && scale.replicas === 1)
  ) {
    return [];
  }
  return [
    {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: serviceMetadata(context),
      spec: {
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
        selector: { matchLabels: podLabels(service.name) },
      },
    },
  ];
}
