/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { AlertSubject } from '../subject';

/*
 * Steps that several pages share. What the cluster runs comes from Git, so that a
 * change by hand is gone at the next sync: steps name the field of the catalog.
 */

/** The release was bad. */
export function takeBack({ name, workload }: AlertSubject): string {
  return workload === 'Rollout'
    ? `A release began shortly before: stop it with \`kubectl argo rollouts abort ${name}\`, then set \`spec.runtime.image\` of \`${name}\` in the catalog back to the last good tag.`
    : `A release began shortly before: set \`spec.runtime.image\` of \`${name}\` in the catalog back to the last good tag and let Argo CD sync.`;
}

/** A neighbour is ill, not the service. */
export function lookAtNeighbours({ name }: AlertSubject): string {
  return `What \`${name}\` calls is ill (its logs name it, and the neighbours' own alerts fire): go to their runbooks, above; there is nothing to mend here.`;
}
