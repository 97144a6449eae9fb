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
    ...checkovSkips(context, release),
  });
}

/** Checks of checkov that the pods break on purpose; it reads skip1, skip2, ... */
function checkovSkips(
  { service, environment }: RenderContext,
  { image }: Release,
): Record<string, string> {
  const skips: string[] = [];
  if (service.spec.rbac.length > 0) {
    skips.push('CKV_K8S_38=Its Role is of no use without.');
  }
  // A new service has no digest before its first build. In production
  // GP-IMAGE-003 and GP-LINT-039 ask for one, and checkov may ask too.
  if (image.digest === undefined && !environment.production) {
    skips.push('CKV_K8S_43=The first build writes the digest.');
  }
  return Object.fromEntries(
    skips.map((skip, index) => [
      `${ANNOTATIONS.checkovSkip}${index + 1}`,
      skip,
    ]),
  );
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
