/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { compareOptions } from '../cluster/rootApplication';
import { setCompareOptions, syncApplication } from './applications';
import { revertRelease } from './releaseScenario';
import { Scenario } from './types';

/** A commit that the API server refuses. @public */
export const failedSync: Scenario = {
  name: 'failed-sync',
  summary: "A commit that changes the Deployment's immutable selector.",
  expect: [
    "Argo CD 'OutOfSync', the last sync 'Failed'",
    "the API server's message: spec.selector … field is immutable",
    'the service itself keeps running',
  ],
  async apply(context, service) {
    await context.repository.revert(service);
    const commit = await context.repository.changeWorkload(
      service,
      `Rename the selector of ${service} (scenario failed-sync)`,
      ({ spec }) => {
        spec.selector.matchLabels['lab.selector'] = 'changed';
        spec.template.metadata.labels['lab.selector'] = 'changed';
      },
    );
    // With server-side diff Argo CD asks the API server already when it compares,
    // reports a ComparisonError and never begins the sync.
    await setCompareOptions(context, service, 'ServerSideDiff=false');
    return `Committed ${commit.slice(
      0,
      8,
    )}: the selector of Deployment '${service}' is changed, which the API server refuses.`;
  },
  async undo(context, service) {
    await revertRelease(context, service);
    const objects = await context.repository.objects('argocd');
    const declared = objects.find(
      ({ kind, metadata }) =>
        kind === 'Application' && metadata.name === service,
    );
    // Somebody removed the service meanwhile.
    if (!declared) return;
    await setCompareOptions(
      context,
      service,
      declared.metadata.annotations?.[compareOptions] ?? undefined,
    );
    // Live and Git agree already; the sync only makes the last result a good one.
    await syncApplication(context, service);
  },
};
