/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { refreshApplication } from './applications';
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
    await refreshApplication(context, service);
    return `Committed ${commit.slice(
      0,
      8,
    )}: the selector of Deployment '${service}' is changed, which the API server refuses.`;
  },
  undo: revertRelease,
};
