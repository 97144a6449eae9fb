/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeApplication } from '../__fixtures__/builders';
import { OperationSummary } from '../snapshot/types';
import { SyncStatusCode } from '../snapshot/words';
import { getFailedOperation } from './failedOperation';

const REVISION = 'b'.repeat(40);
const failed: OperationSummary = {
  phase: 'Failed',
  revision: REVISION,
  resources: [],
};
const hookFailed: OperationSummary = {
  ...failed,
  resources: [{ kind: 'Job', name: 'smoke-test', hookPhase: 'Failed' }],
};

describe('getFailedOperation', () => {
  it.each<
    [string, OperationSummary | undefined, SyncStatusCode, string, boolean]
  >([
    ['no operation', undefined, 'OutOfSync', REVISION, false],
    ['a failed one that left drift', failed, 'OutOfSync', REVISION, true],
    ['one in error', { ...failed, phase: 'Error' }, 'Unknown', REVISION, true],
    [
      'a good one',
      { ...failed, phase: 'Succeeded' },
      'OutOfSync',
      REVISION,
      false,
    ],
    [
      'a failed dry run',
      { ...failed, dryRun: true },
      'OutOfSync',
      REVISION,
      false,
    ],
    ['a failed one that has been set right', failed, 'Synced', REVISION, false],
    ['a failed hook of this revision', hookFailed, 'Synced', REVISION, true],
    [
      'a failed hook of a past revision',
      hookFailed,
      'Synced',
      'c'.repeat(40),
      false,
    ],
    [
      'one that is retried',
      { ...failed, phase: 'Running', finishedAt: 'x' },
      'OutOfSync',
      REVISION,
      true,
    ],
    [
      'a running one',
      { ...failed, phase: 'Running' },
      'OutOfSync',
      REVISION,
      false,
    ],
  ])(
    'knows whether %s matters',
    (_what, operation, status, revision, matters) => {
      const { data } = makeApplication({
        operation,
        sync: { status, revisions: [revision] },
      });

      expect(getFailedOperation(data)).toBe(matters ? operation : undefined);
    },
  );
});
