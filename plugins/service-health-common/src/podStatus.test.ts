/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { loadFixture } from './__testUtils__/loadFixture';
import { getPodStatus } from './podStatus';

/** Fixture, READY, STATUS, restarts: what the API server's own printer says of it. */
const CASES: [
  fixture: string,
  ready: string,
  status: string,
  restarts: number,
][] = [
  ['healthy_running', '1/1', 'Running', 0],
  ['healthy_restartedOnce', '1/1', 'Running', 1],
  ['progressing_runningNotReady', '0/1', 'Running', 0],
  ['degraded_crashLoop', '0/1', 'CrashLoopBackOff', 4],
  ['degraded_outOfMemory', '0/1', 'CrashLoopBackOff', 2],
  ['degraded_betweenCrashes', '0/1', 'Running', 3],
  ['degraded_imagePullBackOff', '0/1', 'ImagePullBackOff', 0],
  ['degraded_configError', '0/1', 'CreateContainerConfigError', 0],
  ['progressing_containerTerminated', '0/1', 'Error', 0],
  ['progressing_unschedulable', '0/1', 'Pending', 0],
  ['progressing_schedulingGated', '0/1', 'SchedulingGated', 0],
  ['progressing_containerCreating', '0/1', 'ContainerCreating', 0],
  ['progressing_initRunning', '0/1', 'Init:1/2', 0],
  ['progressing_initCrashLoop', '0/1', 'Init:CrashLoopBackOff', 3],
  ['progressing_initError', '0/1', 'Init:Error', 1],
  ['progressing_initExitCode', '0/1', 'Init:ExitCode:3', 0],
  ['progressing_initSignal', '0/1', 'Init:Signal:9', 0],
  ['progressing_sidecarStarting', '0/2', 'Init:0/1', 0],
  ['healthy_sidecar', '2/2', 'Running', 2],
  ['progressing_sidecarNotReady', '1/2', 'Running', 0],
  // Restarts of its plain containers count again, since the pod has passed its init phase; the word stays that of the sidecar.
  ['progressing_sidecarRestarting', '1/2', 'Init:CrashLoopBackOff', 6],
  ['degraded_twoContainersOneCrashes', '1/2', 'CrashLoopBackOff', 7],
  ['degraded_firstContainerHasTheLastWord', '0/2', 'ErrImagePull', 1],
  ['progressing_completedBesideRunning', '1/2', 'NotReady', 0],
  ['healthy_completedBesideReady', '1/2', 'Running', 0],
  ['progressing_failedBesideCompleted', '0/2', 'Error', 0],
  ['healthy_succeeded', '0/1', 'Completed', 0],
  ['degraded_failedExitCode', '0/1', 'Error', 0],
  ['degraded_failedOutOfMemory', '0/1', 'OOMKilled', 0],
  ['degraded_failedWithMessage', '0/1', 'Error', 0],
  ['degraded_failedSignalOnly', '0/1', 'Signal:9', 0],
  ['degraded_evicted', '0/1', 'Evicted', 0],
  ['progressing_hookImagePull', '0/1', 'ImagePullBackOff', 0],
  ['progressing_hookRunning', '1/1', 'Running', 0],
  ['progressing_terminating', '1/1', 'Terminating', 0],
  ['progressing_terminatingSucceeded', '0/1', 'Completed', 0],
  ['progressing_nodeLost', '1/1', 'Unknown', 0],
];

describe('getPodStatus', () => {
  it.each(CASES)(
    'prints %s as kubectl does: %s %s %i',
    (fixture, ready, status, restarts) => {
      const columns = getPodStatus(loadFixture(`pod/${fixture}`));

      expect(columns).toMatchObject({ status, restarts });
      expect(`${columns.ready.ready}/${columns.ready.total}`).toBe(ready);
    },
  );

  it('names how the container ended last and when', () => {
    expect(getPodStatus(loadFixture('pod/degraded_outOfMemory'))).toMatchObject(
      {
        lastTermination: { reason: 'OOMKilled', exitCode: 137 },
        lastRestartAt: '2026-11-23T09:13:07Z',
        message: expect.stringContaining('back-off 40s'),
      },
    );
  });

  it('takes no restart time from a container that ended and was not restarted', () => {
    const columns = getPodStatus(
      loadFixture('pod/progressing_containerTerminated'),
    );

    expect(columns.lastTermination).toEqual({ reason: 'Error', exitCode: 1 });
    expect(columns.lastRestartAt).toBeUndefined();
  });

  it('does not count the good end of an init container as a termination', () => {
    expect(
      getPodStatus(loadFixture('pod/progressing_initRunning')).lastTermination,
    ).toBeUndefined();
  });

  it('tells what the scheduler says', () => {
    expect(
      getPodStatus(loadFixture('pod/progressing_unschedulable')).unschedulable,
    ).toMatch(/^0\/3 nodes are available: 3 Insufficient memory/);
    expect(
      getPodStatus(loadFixture('pod/healthy_running')).unschedulable,
    ).toBeUndefined();
  });

  it('gives the message that belongs to the status', () => {
    expect(getPodStatus(loadFixture('pod/degraded_configError')).message).toBe(
      'secret "api-gateway" not found',
    );
    expect(getPodStatus(loadFixture('pod/degraded_evicted')).message).toMatch(
      /^The node was low on resource/,
    );
  });

  it('knows nothing of an empty pod, and does not fail', () => {
    expect(getPodStatus({})).toEqual({
      status: 'Unknown',
      ready: { ready: 0, total: 0 },
      restarts: 0,
    });
  });
});
