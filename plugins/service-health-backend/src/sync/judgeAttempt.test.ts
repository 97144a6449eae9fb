/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  OperationSummary,
  SyncAttempt,
} from '@openpolicy/plugin-service-health-common';
import { makeApplication } from '../__testUtils__/builders';
import { judgeAttempt } from './judgeAttempt';

const REQUESTED = '2026-11-23T05:00:00.000Z';
const later = (seconds: number) =>
  new Date(Date.parse(REQUESTED) + seconds * 1_000);

function makeAttempt(outcome: SyncAttempt['outcome']): SyncAttempt {
  return {
    id: 'ours',
    entityRef: 'component:default/api-gateway',
    applicationId: 'app-lab-api-gateway',
    application: 'api-gateway',
    instance: 'lab',
    requestedBy: 'user:default/guest',
    requestedAt: REQUESTED,
    outcome,
    prune: false,
  };
}

const cases: [
  string,
  SyncAttempt['outcome'],
  Partial<OperationSummary> | undefined,
  number,
  { outcome: string; finished: boolean } | undefined,
][] = [
  [
    'is accepted once the operation shows up',
    'requested',
    { phase: 'Running', requestId: 'ours' },
    3,
    { outcome: 'accepted', finished: false },
  ],
  [
    'has nothing new while the operation runs',
    'accepted',
    { phase: 'Running', requestId: 'ours' },
    3,
    undefined,
  ],
  [
    'succeeds with the operation',
    'accepted',
    { phase: 'Succeeded', requestId: 'ours' },
    9,
    { outcome: 'succeeded', finished: true },
  ],
  [
    'fails with the operation',
    'accepted',
    { phase: 'Failed', requestId: 'ours' },
    9,
    { outcome: 'failed', finished: true },
  ],
  [
    'fails when Argo CD could not carry it out',
    'accepted',
    { phase: 'Error', requestId: 'ours' },
    9,
    { outcome: 'failed', finished: true },
  ],
  [
    'finds the operation although the answer was lost',
    'unknown',
    { phase: 'Succeeded', requestId: 'ours' },
    9,
    { outcome: 'succeeded', finished: true },
  ],
  [
    'finds the operation although the backend was killed before it sent the answer',
    'requested',
    { phase: 'Succeeded', requestId: 'ours' },
    9,
    { outcome: 'succeeded', finished: true },
  ],
  ['waits for the answer', 'requested', undefined, 59, undefined],
  [
    'does not know what became of a request that was left behind',
    'requested',
    undefined,
    61,
    { outcome: 'unknown', finished: false },
  ],
  [
    'goes on looking for an operation whose answer was lost',
    'unknown',
    undefined,
    599,
    undefined,
  ],
  [
    'gives up looking after ten minutes',
    'unknown',
    undefined,
    601,
    { outcome: 'unknown', finished: true },
  ],
  [
    'does not take an operation of somebody else for its own',
    'accepted',
    {
      phase: 'Succeeded',
      requestId: 'theirs',
      startedAt: '2026-11-23T04:00:00Z',
    },
    3_600,
    undefined,
  ],
  [
    'gives up when another operation has followed',
    'accepted',
    {
      phase: 'Succeeded',
      requestId: 'theirs',
      startedAt: '2026-11-23T05:00:30Z',
    },
    61,
    { outcome: 'unknown', finished: true },
  ],
  [
    'gives up after a day',
    'accepted',
    undefined,
    86_401,
    { outcome: 'unknown', finished: true },
  ],
];

describe('judgeAttempt', () => {
  it.each(cases)('%s', (_, outcome, operation, seconds, expected) => {
    const application = makeApplication('api-gateway', {
      data: {
        operation: operation && {
          phase: 'Running',
          resources: [],
          ...operation,
        },
      },
    });
    const settlement = judgeAttempt(
      makeAttempt(outcome),
      application,
      later(seconds),
    );
    expect(
      settlement && {
        outcome: settlement.outcome,
        finished: settlement.finishedAt !== undefined,
      },
    ).toEqual(expected);
  });

  it('keeps looking for an application that is not there at present', () => {
    expect(
      judgeAttempt(makeAttempt('accepted'), undefined, later(3_600)),
    ).toBeUndefined();
  });
});
