/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ANNOTATIONS, serviceLabels } from '../conventions';
import { RenderContext } from '../types';
import { Release } from '../workload';
import { serviceMetadata } from './metadata';

/**
 * Metadata of an object that belongs to one release: what runs it, or scales it.
 *
 * @internal
 */
export function releaseMetadata(
  context: RenderContext,
  release: Release,
  annotations: Record<string, string> = {},
) {
  const { model, service } = context;
  const metadata = serviceMetadata(context, release.instance);
  return {
    ...metadata,
    labels: serviceLabels(service, model.system, release),
    annotations: { ...metadata.annotations, ...annotations },
  };
}

/**
 * Metadata of what runs the pods of a release.
 *
 * @internal
 */
export function workloadMetadata(
  context: RenderContext,
  release: Release,
  annotations: Record<string, string> = {},
) {
  return releaseMetadata(context, release, {
    ...annotations,
    ...(context.service.spec.rbac.length > 0 && {
      [ANNOTATIONS.checkovSkip]: 'CKV_K8S_38=Its Role is of no use without.',
    }),
  });
}

/**
 * Tells kube-score that one pod is meant. GP-SCALE-003 knows which services are
 * well off with one, and a canary is.
 *
 * @param check - of kube-score
 * @internal
 */
export function onePodIsMeant(
  check: 'deployment-replicas' | 'horizontalpodautoscaler-replicas',
): Record<string, string> {
  return { [ANNOTATIONS.kubeScoreIgnore]: check };
}
