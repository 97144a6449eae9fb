/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { releaseScenario } from './releaseScenario';

/** A release whose process is killed for its memory. @public */
export const outOfMemory = releaseScenario({
  name: 'out-of-memory',
  summary: 'A release whose container is killed for using too much memory.',
  mode: 'oom',
  deadlineSeconds: 20,
  expect: [
    "a pod of the new ReplicaSet in 'OOMKilled' (exit code 137), then 'CrashLoopBackOff'",
    "after 20 s the Deployment's 'ProgressDeadlineExceeded', Argo CD 'Degraded'",
  ],
});
