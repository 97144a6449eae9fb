/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  conditions,
  containerStatuses,
  initContainerStatuses,
  runningNow,
  sameState,
  sandbox,
} from './podTemplates';
import {
  isReady,
  mode,
  noSandbox,
  phase,
  podStage,
  running,
  slowReadyMs,
  Stage,
  text,
  waitingFor,
} from './stage';

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

/** Every stage of a pod that its release makes fail, or take long. @internal */
export const failingPodStages: Stage[] = [
  ...unreadyStages,
  ...imagePullStages,
  ...dyingStages('crashloop', 1, 'Error'),
  ...dyingStages('oom', 137, 'OOMKilled'),
];
