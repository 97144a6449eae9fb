/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { FleetRow, ServiceSnapshot } from '../snapshot/types';
import { compareText } from '../text/text';

/**
 * What the catalog knows of a service.
 *
 * @public
 */
export interface FleetEntity {
  name: string;
  title?: string;
  /** Entity reference of the owner. */
  owner?: string;
  /** Entity reference of the system. */
  system?: string;
}

const MAX_VERSIONS = 5;

/**
 * Cuts a snapshot to its row on the fleet page. `changedAt` is the newest of the applications' deployments and the progress of the workloads'
 * rollouts.
 *
 * @public
 */
export function toFleetRow(
  snapshot: ServiceSnapshot,
  entity: FleetEntity,
): FleetRow {
  const { entityRef, rollout, delivery, verdict } = snapshot;
  const { headline, tone, cause, since, axes } = verdict;
  const images = rollout.workloads.flatMap(workload => workload.images);
  const changedAt = [
    ...delivery.applications.flatMap(({ history }) =>
      history.map(({ deployedAt }) => deployedAt),
    ),
    ...rollout.workloads.map(({ progressedAt }) => progressedAt),
  ]
    .filter(time => time !== undefined)
    .sort(compareText)
    .pop();
  return {
    entityRef,
    name: entity.name,
    ...(entity.title && { title: entity.title }),
    ...(entity.owner && { owner: entity.owner }),
    ...(entity.system && { system: entity.system }),
    headline,
    tone,
    cause,
    ...(since && { since }),
    axes,
    replicas: {
      ready: sum(rollout.workloads.map(({ replicas }) => replicas.ready)),
      desired: sum(rollout.workloads.map(({ replicas }) => replicas.desired)),
    },
    versions: [...new Set(images.map(getImageVersion))]
      .sort(compareText)
      .slice(0, MAX_VERSIONS),
    ...(changedAt && { changedAt }),
  };
}

/**
 * What tells one image of a service from another: its tag, else the beginning of its digest, else `latest`, which is what a reference without
 * either means (distribution's reference grammar).
 *
 * @public
 */
export function getImageVersion(image: string): string {
  const [name, digest] = image.split('@');
  // A colon before the last slash belongs to the registry's port.
  const path = name.slice(name.lastIndexOf('/') + 1);
  const colon = path.indexOf(':');
  if (colon >= 0) {
    return path.slice(colon + 1);
  }
  if (!digest) {
    return 'latest';
  }
  const [algorithm, hex = ''] = digest.split(':');
  return `${algorithm}:${hex.slice(0, 7)}`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
