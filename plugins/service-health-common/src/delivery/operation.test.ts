/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { OperationSummary } from '../snapshot/types';
import {
  ArgoOperationFields,
  describeOperation,
  getOperationPhase,
  isOperationUnderWay,
  isWaitingForRetry,
} from './operation';

describe('getOperationPhase', () => {
  const pending = { phase: 'Pending', message: 'waiting to start' };

  it.each<[string, ArgoOperationFields, object | undefined]>([
    ['never had one', { hasOperation: false }, undefined],
    ['an accepted one without a state', { hasOperation: true }, pending],
    [
      'an accepted one beside the state of the last',
      {
        hasOperation: true,
        operationState: { phase: 'Succeeded', message: 'successfully synced' },
      },
      pending,
    ],
    [
      'a running one',
      {
        hasOperation: true,
        operationState: { phase: 'Running', message: 'one task is running' },
      },
      { phase: 'Running', message: 'one task is running' },
    ],
    [
      'a completed one',
      { hasOperation: false, operationState: { phase: 'Error' } },
      { phase: 'Error' },
    ],
    [
      'a phase that we do not know',
      { hasOperation: false, operationState: { phase: 'Dancing' } },
      undefined,
    ],
  ])('reads %s', (_what, fields, expected) => {
    expect(getOperationPhase(fields)).toEqual(expected);
  });
});

describe('describeOperation', () => {
  const operation = (change: Partial<OperationSummary>): OperationSummary => ({
    phase: 'Running',
    resources: [],
    ...change,
  });

  it.each([
    [{ phase: 'Pending' }, 'Waiting to start', true],
    [{ phase: 'Running' }, 'Syncing', true],
    [
      { phase: 'Running', finishedAt: '2026-11-23T09:00:00Z' },
      'Retrying',
      true,
    ],
    [{ phase: 'Terminating' }, 'Terminating', true],
    [{ phase: 'Succeeded' }, 'Sync OK', false],
    [{ phase: 'Failed' }, 'Sync failed', false],
    [{ phase: 'Error' }, 'Sync error', false],
    [{ phase: 'Failed', message: 'Operation terminated' }, 'Terminated', false],
    [
      {
        phase: 'Failed',
        message: 'Operation terminated, triggered by controller sync timeout',
      },
      'Terminated',
      false,
    ],
  ] as [Partial<OperationSummary>, string, boolean][])(
    'calls %j "%s"',
    (change, word, underWay) => {
      expect(describeOperation(operation(change)).word).toBe(word);
      expect(isOperationUnderWay(operation(change))).toBe(underWay);
    },
  );

  it('labels a dry run', () => {
    expect(
      describeOperation(
        operation({ phase: 'Succeeded', dryRun: true, message: 'all fine' }),
      ),
    ).toEqual({
      word: 'Sync OK',
      detail: 'dry run, nothing is changed: all fine',
    });
  });

  it('does not take an ended operation for one that waits to be tried again', () => {
    const finishedAt = '2026-11-23T09:00:00Z';

    expect(isWaitingForRetry(operation({ phase: 'Failed', finishedAt }))).toBe(
      false,
    );
    expect(isWaitingForRetry(operation({ finishedAt }))).toBe(true);
  });
});
