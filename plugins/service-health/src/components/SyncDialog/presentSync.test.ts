/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  aDriftedApplication,
  anApplication,
  anAttempt,
  anOperation,
} from '../../__fixtures__';
import { presentPreview, presentProgress } from './presentSync';

describe('presentPreview', () => {
  it('says from where to where and what changes', () => {
    expect(presentPreview(aDriftedApplication())).toMatchObject({
      from: 'a1b2c3d',
      to: 'b1b2c3d',
      changes: [
        { title: 'Deployment api-gateway', requiresPruning: false },
        { title: 'ConfigMap old-settings', requiresPruning: true },
      ],
      more: 0,
    });
  });

  it('says how many more differ than are listed', () => {
    expect(presentPreview(aDriftedApplication({ outOfSync: 150 })).more).toBe(
      148,
    );
  });
});

describe('presentProgress', () => {
  const ours = (patch: object) =>
    anApplication({
      operation: anOperation({ requestId: 'attempt-1', ...patch }),
    });

  it.each([
    [
      'an operation that is ours and runs',
      anAttempt(),
      ours({ phase: 'Running', message: 'syncing' }),
      { done: false, text: 'syncing' },
    ],
    [
      'an operation that is ours and succeeded',
      anAttempt(),
      ours({ phase: 'Succeeded', message: 'all tasks run' }),
      { done: true, text: 'Succeeded: all tasks run' },
    ],
    [
      'an operation that is ours and failed',
      anAttempt(),
      ours({ phase: 'Failed', message: 'one or more objects failed' }),
      { done: true, text: 'Failed: one or more objects failed' },
    ],
    [
      'an operation of somebody else',
      anAttempt(),
      anApplication(),
      { done: false, resources: [] },
    ],
    [
      'an operation of somebody else after ours ended',
      anAttempt({ outcome: 'succeeded' }),
      anApplication(),
      { done: true, text: 'Succeeded' },
    ],
    [
      'a refusal that the ledger knows of',
      anAttempt({ outcome: 'refused', reason: 'sync window closed' }),
      anApplication(),
      { done: true, text: 'Refused: sync window closed' },
    ],
    [
      'an answer that was lost',
      anAttempt({ outcome: 'unknown' }),
      undefined,
      { done: false, resources: [] },
    ],
  ])('follows %s', (_, attempt, application, expected) => {
    expect(presentProgress(attempt, application)).toMatchObject(expected);
  });
});
