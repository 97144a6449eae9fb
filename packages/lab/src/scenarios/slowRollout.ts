/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { releaseScenario } from './releaseScenario';

/** A good release whose pods take long to become ready. @public */
export const slowRollout = releaseScenario({
  name: 'slow-rollout',
  summary: 'A good release whose pods take 20 s each to become ready.',
  mode: 'slow',
  expect: [
    "the rollout in progress, Argo CD 'Synced' and 'Progressing'",
    "pods 'Running' but not ready, one after the other",
    "by itself 'Healthy' when the last pod is ready",
  ],
});
