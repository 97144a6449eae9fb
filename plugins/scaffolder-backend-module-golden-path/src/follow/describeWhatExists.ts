/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ServiceSnapshot,
  shortRevision,
} from '@openpolicy/plugin-service-health-common';

/**
 * What there is of a service at this moment, for somebody who stops following it.
 */
export function describeWhatExists(options: {
  entityRef: string;
  revision?: string;
  snapshot?: ServiceSnapshot;
}): string {
  const { entityRef, revision, snapshot } = options;
  const { applications = [] } = snapshot?.delivery ?? {};
  const { workloads = [] } = snapshot?.rollout ?? {};
  const things = [
    ...(revision
      ? [`commit ${shortRevision(revision)} in the GitOps repository`]
      : []),
    ...(snapshot ? [`${entityRef} in the catalog`] : []),
    ...applications.map(
      ({ name, sync, health }) =>
        `application '${name}' (${sync.status}, ${health.status})`,
    ),
    ...workloads.map(
      ({ kind, name, replicas }) =>
        `${kind} ${name} (${replicas.ready} of ${replicas.desired} pods ready)`,
    ),
  ];
  return things.length > 0
    ? `${things.join(', ')}${
        applications.length > 0 ? '; Argo CD goes on with it' : ''
      }`
    : `nothing of ${entityRef} was seen yet`;
}
