/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  aDriftedApplication,
  aFailedOperation,
  anApplication,
  anOperation,
} from '../../__fixtures__';
import { presentApplication, presentOperation } from './presentDelivery';

const SHA = 'a1b2c3d4e5f60718293a4b5c6d7e8f9012345678';

describe('presentApplication', () => {
  it('says sync, health, revision and auto-sync of a good application', () => {
    expect(presentApplication(anApplication())).toMatchObject({
      sync: { word: 'Synced' },
      health: { word: 'Healthy' },
      revision: 'main (a1b2c3d)',
      autoSync: 'on, prunes, leaves drift to you',
      outOfSync: 0,
      history: [{ id: 7, revision: 'a1b2c3d', by: 'automated' }],
    });
  });

  it.each([
    [
      'a commit as target',
      { revisions: [SHA], targetRevision: SHA },
      'a1b2c3d',
    ],
    [
      'several sources',
      { revisions: [SHA, '1.2.3'], targetRevision: 'main' },
      'main (a1b2c3d (2 sources))',
    ],
    ['nothing resolved', { revisions: [], targetRevision: 'main' }, 'main'],
    ['nothing known', { revisions: [] }, undefined],
  ])('says the revision of %s', (_, sync, expected) => {
    const application = anApplication({ sync: { status: 'Synced', ...sync } });
    expect(presentApplication(application).revision).toBe(expected);
  });

  it('lists what differs, and what only prune would remove', () => {
    const { differing, outOfSync } = presentApplication(aDriftedApplication());
    expect(outOfSync).toBe(2);
    expect(
      differing.map(item => [item.title, item.look.word, item.requiresPruning]),
    ).toEqual([
      ['Deployment api-gateway', 'OutOfSync', false],
      ['ConfigMap old-settings', 'not in Git', true],
    ]);
  });

  it('drops the condition that only quotes the failed operation', () => {
    const operation = aFailedOperation();
    const application = anApplication({
      operation,
      conditions: [
        {
          type: 'SyncError',
          message: `Failed last sync attempt to [${SHA}]: ${operation.message}`,
        },
        { type: 'OrphanedResourceWarning', message: '1 orphaned resource' },
      ],
    });
    expect(
      presentApplication(application).conditions.map(({ type }) => type),
    ).toEqual(['OrphanedResourceWarning']);
  });

  it('drops a link that is no web address', () => {
    // eslint-disable-next-line no-script-url
    const application = anApplication({ externalUrl: 'javascript:alert(1)' });
    expect(presentApplication(application).externalUrl).toBeUndefined();
  });
});

describe('presentOperation', () => {
  it.each([
    ['Pending', 'Waiting to start', true],
    ['Running', 'Syncing', true],
    ['Terminating', 'Terminating', true],
    ['Succeeded', 'Sync OK', false],
    ['Failed', 'Sync failed', false],
    ['Error', 'Sync error', false],
  ] as const)('says %s as %s', (phase, word, active) => {
    expect(presentOperation(anOperation({ phase }))).toMatchObject({
      look: { word },
      active,
    });
  });

  it('counts what is done while it runs', () => {
    const model = presentOperation(
      anOperation({
        phase: 'Running',
        message: 'waiting for hooks',
        retryCount: 2,
        resources: [
          { kind: 'Deployment', name: 'a', status: 'Synced' },
          { kind: 'Job', name: 'b', status: 'Synced', hookPhase: 'Running' },
          { kind: 'Service', name: 'c' },
        ],
      }),
    );
    expect(model.progress).toBe('1 of 3 resources done');
    expect(model.message).toBe('waiting for hooks (2 retries)');
  });

  it('says an error once, of the operation, and lists only the resources in trouble', () => {
    const model = presentOperation(aFailedOperation());
    expect(model.message).toMatch(/field is immutable \(retried 1 times\)\.$/);
    expect(model.resources).toHaveLength(2);
    expect(
      model.notable.map(({ title, look, message }) => [
        title,
        look.word,
        message,
      ]),
    ).toEqual([['Deployment api-gateway', 'Sync failed', undefined]]);
  });

  it('says the same message of several resources once', () => {
    const model = presentOperation(
      aFailedOperation({
        message: 'one or more objects failed to apply',
        resources: ['a', 'b'].map(name => ({
          kind: 'ConfigMap',
          name,
          status: 'SyncFailed',
          message: 'admission webhook denied the request',
        })),
      }),
    );
    expect(model.notable.map(({ message }) => message)).toEqual([
      'admission webhook denied the request',
      undefined,
    ]);
  });

  it.each([
    ['Running', 2],
    ['Succeeded', 0],
  ] as const)('lists the resources of one that is %s: %s', (phase, count) => {
    expect(presentOperation(aFailedOperation({ phase })).notable).toHaveLength(
      count,
    );
  });

  it('names the person rather than the account', () => {
    expect(presentOperation(anOperation({ initiatedBy: 'portal' })).by).toBe(
      'user:default/guest',
    );
    expect(
      presentOperation(
        anOperation({ requestedBy: undefined, initiatedBy: 'automated' }),
      ).by,
    ).toBe('automated');
  });
});
