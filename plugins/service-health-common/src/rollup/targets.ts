/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ScrapeTargetsObservation,
  WorkloadObservation,
} from '../observations/types';
import { AlertsSection, ScrapeTargets } from '../snapshot/types';

/**
 * Adds up the scrape targets of a service. Both of a highly available pair of Prometheus scrape each target, so the one that reads most
 * counts.
 *
 * Targets are found by the name of a Kubernetes Service, which other namespaces may have too: where the service runs is known from its
 * workloads, and only targets there count.
 *
 * @internal
 */
export function buildTargets(
  targets: readonly ScrapeTargetsObservation[],
  workloads: readonly WorkloadObservation[],
): Pick<AlertsSection, 'targets'> {
  const namespaces = new Set(workloads.map(({ data }) => data.namespace));
  const byInstance = new Map<string, ScrapeTargets>();
  for (const { instance, namespace, data } of targets) {
    const isElsewhere =
      namespace !== undefined &&
      namespaces.size > 0 &&
      !namespaces.has(namespace);
    if (!isElsewhere) {
      const { up, total } = byInstance.get(instance) ?? { up: 0, total: 0 };
      byInstance.set(instance, { up: up + data.up, total: total + data.total });
    }
  }
  const [most] = [...byInstance.values()].sort(
    (left, right) => right.up - left.up || left.total - right.total,
  );
  return most ? { targets: most } : {};
}
