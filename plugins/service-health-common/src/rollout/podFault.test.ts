/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makePod, NOW, secondsAgo } from '../__fixtures__/builders';
import { PodObservation } from '../observations/types';
import { getPodFault, PodFault } from './podFault';

const notReady = { ready: 0, total: 1 };
const young = { ready: notReady, createdAt: secondsAgo(13) };
const crashed = { reason: 'Error', exitCode: 1 };

const CASES: [
  pod: Partial<PodObservation['data']>,
  fault: PodFault | undefined,
][] = [
  [{}, undefined],
  [{ ...young, status: 'ContainerCreating' }, undefined],
  [{ ...young, status: 'Init:0/2' }, undefined],
  [
    { ...young, status: 'ErrImagePull' },
    { kind: 'image', detail: 'ErrImagePull' },
  ],
  [
    { ...young, status: 'Init:ImagePullBackOff' },
    { kind: 'image', detail: 'Init:ImagePullBackOff' },
  ],
  [
    { ...young, status: 'InvalidImageName' },
    { kind: 'image', detail: 'InvalidImageName' },
  ],
  [
    { ...young, status: 'CreateContainerError' },
    { kind: 'config', detail: 'CreateContainerError' },
  ],
  [
    {
      ...young,
      status: 'CrashLoopBackOff',
      restarts: 2,
      lastTermination: { reason: 'OOMKilled', exitCode: 137 },
    },
    { kind: 'crash', detail: 'OOMKilled, exit code 137 (CrashLoopBackOff)' },
  ],
  [
    { ...young, status: 'OOMKilled' },
    { kind: 'crash', detail: 'OOMKilled' },
  ],
  [
    { ...young, status: 'Error', lastTermination: crashed },
    { kind: 'crash', detail: 'Error, exit code 1' },
  ],
  [
    { ...young, status: 'ExitCode:3' },
    { kind: 'crash', detail: 'ExitCode:3' },
  ],
  [
    { ...young, status: 'Init:CrashLoopBackOff', lastTermination: crashed },
    { kind: 'crash', detail: 'Error, exit code 1 (Init:CrashLoopBackOff)' },
  ],
  [
    { ...young, restarts: 1, lastTermination: crashed },
    { kind: 'crash', detail: 'Error, exit code 1' },
  ],
  // Ready again after one restart is well; after several and just now it is not yet.
  [
    { restarts: 1, lastRestartAt: secondsAgo(5), lastTermination: crashed },
    undefined,
  ],
  [
    { restarts: 2, lastRestartAt: secondsAgo(59), lastTermination: crashed },
    { kind: 'crash', detail: 'Error, exit code 1' },
  ],
  [
    { restarts: 2, lastRestartAt: secondsAgo(61), lastTermination: crashed },
    undefined,
  ],
  [
    { ...young, status: 'Pending', unschedulable: 'no node fits' },
    { kind: 'unschedulable', detail: 'no node fits' },
  ],
  [{ ready: notReady, createdAt: secondsAgo(60) }, undefined],
  [
    { ready: notReady, createdAt: secondsAgo(61) },
    { kind: 'notReady', detail: 'Running' },
  ],
  [
    { ready: { ready: 1, total: 2 }, createdAt: secondsAgo(200) },
    { kind: 'notReady', detail: 'Running' },
  ],
  [{ ready: notReady, status: 'Terminating' }, undefined],
  [{ ready: notReady, status: 'Completed' }, undefined],
  [{ ready: notReady, status: 'Evicted' }, undefined],
];

describe('getPodFault', () => {
  it.each(CASES)('judges %j', (pod, fault) => {
    expect(getPodFault(makePod(pod).data, NOW)).toEqual(fault);
  });
});
