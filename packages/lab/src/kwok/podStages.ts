/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { failingPodStages } from './failingPodStages';
import {
  conditions,
  containerStatuses,
  initContainerStatuses,
  runningNow,
  sameState,
  sandbox,
} from './podTemplates';
import {
  healthy,
  isReady,
  noSandbox,
  phase,
  podStage,
  running,
  Stage,
  text,
} from './stage';

/** Stages of a pod that is as it should be. */
const healthyStages: Stage[] = [
  podStage(
    'pod-ready',
    [healthy, phase('Pending'), noSandbox],
    300,
    {
      statusTemplate: text(
        conditions(true),
        containerStatuses({ ready: true, started: true, state: runningNow }),
        initContainerStatuses,
        sandbox,
        running,
      ),
    },
    900,
  ),
  podStage(
    'pod-complete',
    [
      healthy,
      phase('Running'),
      {
        key: '.metadata.ownerReferences.[].kind',
        operator: 'In',
        values: ['Job'],
      },
    ],
    1000,
    {
      statusTemplate: text(
        `conditions:
- {type: Ready, status: "False", reason: PodCompleted, lastTransitionTime: {{ $now | Quote }}}
- {type: ContainersReady, status: "False", reason: PodCompleted, lastTransitionTime: {{ $now | Quote }}}`,
        containerStatuses({
          ready: false,
          started: false,
          state:
            '{terminated: {exitCode: 0, reason: Completed, startedAt: {{ $root.status.startTime | Quote }}, finishedAt: {{ $now | Quote }}}}',
        }),
        'phase: Succeeded',
      ),
    },
  ),
];

/**
 * A live pod's readiness follows its annotation `lab.ready`. An annotation of a
 * pod is no drift for Argo CD, whereas its Deployment would be.
 */
const readinessStages: Stage[] = [
  podStage(
    'pod-unready',
    [
      phase('Running'),
      isReady('True'),
      {
        key: '.metadata.annotations["lab.ready"]',
        operator: 'In',
        values: ['false'],
      },
    ],
    200,
    {
      event: {
        type: 'Warning',
        reason: 'Unhealthy',
        message:
          'Readiness probe failed: HTTP probe failed with statuscode: 503',
      },
      statusTemplate: text(
        conditions(false),
        containerStatuses({ ready: false, started: true, state: sameState }),
      ),
    },
  ),
  podStage(
    'pod-ready-again',
    [
      healthy,
      phase('Running'),
      isReady('False'),
      {
        key: '.metadata.annotations["lab.ready"]',
        operator: 'NotIn',
        values: ['false'],
      },
      {
        key: '.metadata.ownerReferences.[].kind',
        operator: 'NotIn',
        values: ['Job'],
      },
    ],
    200,
    {
      statusTemplate: text(
        conditions(true),
        containerStatuses({ ready: true, started: true, state: sameState }),
      ),
    },
  ),
];

/** A deleted pod stays Terminating for about a second, as a quick process would. */
const deleteStage: Stage = {
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name: 'pod-delete' },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Pod' },
    selector: {
      matchExpressions: [
        { key: '.metadata.deletionTimestamp', operator: 'Exists' },
        { key: '.metadata.finalizers', operator: 'DoesNotExist' },
      ],
    },
    delay: { durationMilliseconds: 1000, jitterDurationMilliseconds: 1500 },
    next: { delete: true },
  },
};

/** Every stage of a pod's life. @internal */
export const podStages: Stage[] = [
  ...healthyStages,
  ...readinessStages,
  ...failingPodStages,
  deleteStage,
];
