/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ScrapeTargetsObservation } from '@openpolicy/plugin-service-health-common';
import {
  cleanText,
  JsonRecord,
} from '@openpolicy/plugin-service-health-node/upstream';
import { projectBackReference } from './backReference';
import { fingerprint } from './fingerprint';
import { projectLabels } from './labels';

/**
 * Cuts an answer to {@link TARGETS_QUERY} to one observation a job. Targets whose labels name no service are left out.
 *
 * @internal
 */
export function projectScrapeTargets(
  series: readonly JsonRecord[],
  { instance }: { instance: string },
): ScrapeTargetsObservation[] {
  const found = new Map<string, ScrapeTargetsObservation>();
  for (const { metric, value } of series) {
    const { up, ...labels } = projectLabels(metric);
    const count = Number(Array.isArray(value) ? value[1] : NaN);
    const backReference = projectBackReference(labels);
    const isOfService = Object.keys(backReference).length > 0;
    if (!isOfService || !Number.isSafeInteger(count) || count < 1) {
      continue;
    }
    const key = `ScrapeTargets/${fingerprint(labels)}`;
    const known = found.get(key)?.data;
    found.set(key, {
      kind: 'scrapeTargets',
      source: 'prometheus',
      instance,
      key,
      namespace: labels.namespace,
      backReference,
      data: {
        instance,
        job: cleanText(labels.job, 253) ?? '',
        up: (known?.up ?? 0) + (up === '1' ? count : 0),
        total: (known?.total ?? 0) + count,
      },
    });
  }
  return [...found.values()];
}
