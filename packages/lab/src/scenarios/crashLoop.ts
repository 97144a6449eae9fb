/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { releaseScenario } from './releaseScenario';

/** A release whose process ends with exit code 1. @public */
export const crashLoop = releaseScenario({
  name: 'crash-loop',
  summary: 'A release whose container exits with code 1 again and again.',
  mode: 'crashloop',
  deadlineSeconds: 20,
  expect: [
    "a pod of the new ReplicaSet in 'CrashLoopBackOff', restarts counting",
    "after 20 s the Deployment's 'ProgressDeadlineExceeded', Argo CD 'Degraded'",
    'the old pods keep serving',
  ],
});
