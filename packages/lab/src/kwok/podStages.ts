/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  conditions,
  containerStatuses,
  initContainerStatuses,
  preamble,
  runningNow,
  sameState,
  sandbox,
} from './podTemplates';

/** How a pod behaves, chosen by the pod template's label `lab.mode`. @public */
export type PodMode = 'crashloop' | 'oom' | 'imagepull' | 'slow' | 'notready';

/** How long a pod of mode `slow` takes to become ready. @internal */
export const slowReadyMs = 20_000;

type Expression = {
  key: string;
  operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist';
  values?: string[];
};

/** A kwok Stage, as its configuration file holds it. @internal */
export interface Stage {
  apiVersion: 'kwok.x-k8s.io/v1alpha1';
  kind: 'Stage';
  metadata: { name: string };
  spec: {
    resourceRef: { apiGroup: string; kind: string };
    selector: { matchExpressions: Expression[] };
    delay?: {
      durationMilliseconds: number;
      jitterDurationMilliseconds?: number;
    };
    next: {
      delete?: boolean;
      event?: { type: 'Normal' | 'Warning'; reason: string; message: string };
      statusTemplate?: string;
    };
  };
}

const mode = (...modes: PodMode[]): Expression => ({
  key: '.metadata.labels["lab.mode"]',
  operator: 'In',
  values: modes,
});
const healthy: Expression = {
  key: '.metadata.labels["lab.mode"]',
  operator: 'DoesNotExist',
};
const phase = (value: string): Expression => ({
  key: '.status.phase',
  operator: 'In',
  values: [value],
});
const noSandbox: Expression = {
  key: '.status.podIP',
  operator: 'DoesNotExist',
};
const isReady = (value: 'True' | 'False'): Expression => ({
  key: '.status.conditions.[] | select( .type == "Ready" ) | .status',
  operator: 'In',
  values: [value],
});
const waitingFor = (reason: string): Expression => ({
  key: '.status.containerStatuses.[].state.waiting.reason',
  operator: 'In',
  values: [reason],
});

function podStage(
  name: string,
  when: Expression[],
  delayMs: number,
  next: Stage['spec']['next'],
  jitterMs?: number,
): Stage {
  return {
    apiVersion: 'kwok.x-k8s.io/v1alpha1',
    kind: 'Stage',
    metadata: { name },
    spec: {
      resourceRef: { apiGroup: 'v1', kind: 'Pod' },
      selector: {
        matchExpressions: [
          { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
          ...when,
        ],
      },
      delay: {
        durationMilliseconds: delayMs,
        jitterDurationMilliseconds: jitterMs,
      },
      next,
    },
  };
}

const text = (...parts: string[]) => [preamble, ...parts].join('\n');
const running = 'phase: Running';

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

/** Running, but its readiness probe fails: for good, or until it is slow-ready. */
const unreadyStages: Stage[] = [
  podStage(
    'pod-started-unready',
    [mode('slow', 'notready'), phase('Pending'), noSandbox],
    400,
    {
      event: {
        type: 'Warning',
        reason: 'Unhealthy',
        message:
          'Readiness probe failed: HTTP probe failed with statuscode: 503',
      },
      statusTemplate: text(
        conditions(false),
        containerStatuses({ ready: false, started: true, state: runningNow }),
        initContainerStatuses,
        sandbox,
        running,
      ),
    },
  ),
  podStage(
    'pod-slow-ready',
    [mode('slow'), phase('Running'), isReady('False')],
    slowReadyMs,
    {
      statusTemplate: text(
        conditions(true),
        containerStatuses({ ready: true, started: true, state: sameState }),
      ),
    },
  ),
];

/** ErrImagePull, then ImagePullBackOff for good. */
const imagePullStages: Stage[] = [
  podStage(
    'pod-image-error',
    [
      mode('imagepull'),
      phase('Pending'),
      {
        key: '.status.containerStatuses.[].state.waiting.reason',
        operator: 'NotIn',
        values: ['ErrImagePull', 'ImagePullBackOff'],
      },
    ],
    300,
    {
      event: {
        type: 'Warning',
        reason: 'Failed',
        message: 'Failed to pull image: manifest unknown: not found',
      },
      statusTemplate: text(
        conditions(false),
        containerStatuses({
          ready: false,
          started: false,
          state:
            '{waiting: {reason: ErrImagePull, message: {{ printf "failed to pull image %q: not found" $c.image | Quote }}}}',
        }),
        'phase: Pending',
      ),
    },
  ),
  podStage(
    'pod-image-backoff',
    [mode('imagepull'), phase('Pending'), waitingFor('ErrImagePull')],
    1500,
    {
      event: {
        type: 'Warning',
        reason: 'Failed',
        message: 'Error: ImagePullBackOff',
      },
      statusTemplate: text(
        conditions(false),
        containerStatuses({
          ready: false,
          started: false,
          state:
            '{waiting: {reason: ImagePullBackOff, message: {{ printf "Back-off pulling image %q" $c.image | Quote }}}}',
        }),
        'phase: Pending',
      ),
    },
  ),
];

/** Runs, dies, waits, runs again: the loop that a kubelet makes of a bad release. */
function dyingStages(
  podMode: 'crashloop' | 'oom',
  exitCode: number,
  reason: string,
): Stage[] {
  const start = '{{ $old.state.running.startedAt | Quote }}';
  return [
    podStage(
      `pod-${podMode}-start`,
      [mode(podMode), phase('Pending'), noSandbox],
      400,
      {
        statusTemplate: text(
          conditions(false),
          containerStatuses({ ready: false, started: true, state: runningNow }),
          initContainerStatuses,
          sandbox,
          running,
        ),
      },
    ),
    podStage(
      `pod-${podMode}-exit`,
      [
        mode(podMode),
        {
          key: '.status.containerStatuses.[].state.running.startedAt',
          operator: 'Exists',
        },
      ],
      1200,
      {
        statusTemplate: text(
          conditions(false),
          containerStatuses({
            ready: false,
            started: false,
            state: `{terminated: {exitCode: ${exitCode}, reason: ${reason}, startedAt: ${start}, finishedAt: {{ $now | Quote }}}}`,
          }),
        ),
      },
    ),
    podStage(
      `pod-${podMode}-backoff`,
      [
        mode(podMode),
        {
          key: '.status.containerStatuses.[].state.terminated.reason',
          operator: 'In',
          values: [reason],
        },
      ],
      1000,
      {
        event: {
          type: 'Warning',
          reason: 'BackOff',
          message: 'Back-off restarting failed container',
        },
        statusTemplate: text(
          conditions(false),
          containerStatuses({
            ready: false,
            started: false,
            state:
              '{waiting: {reason: CrashLoopBackOff, message: {{ printf "back-off 10s restarting failed container=%s pod=%s_%s(%s)" $c.name $root.metadata.name $root.metadata.namespace $root.metadata.uid | Quote }}}}',
            lastState: '{{ $old.state | toJson }}',
          }),
        ),
      },
    ),
    podStage(
      `pod-${podMode}-restart`,
      [mode(podMode), waitingFor('CrashLoopBackOff')],
      5000,
      {
        statusTemplate: text(
          conditions(false),
          containerStatuses({
            ready: false,
            started: true,
            state: runningNow,
            restartCount: '{{ add $restarts 1 }}',
          }),
        ),
      },
    ),
  ];
}

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
  ...unreadyStages,
  ...imagePullStages,
  ...dyingStages('crashloop', 1, 'Error'),
  ...dyingStages('oom', 137, 'OOMKilled'),
  deleteStage,
];
