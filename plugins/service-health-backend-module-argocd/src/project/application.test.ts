/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationSummary } from '@openpolicy/plugin-service-health-common';
import { makeApplication } from '../__testUtils__/applications';
import { projectApplication } from './application';

type Parts = NonNullable<Parameters<typeof makeApplication>[1]>;

function summaryOf(parts: Parts): ApplicationSummary {
  const observation = projectApplication(makeApplication('checkout', parts), {
    instance: 'lab',
  });
  return observation!.data;
}

const running = {
  phase: 'Running',
  startedAt: '2026-11-23T05:00:00Z',
  operation: {
    sync: { revision: 'abc', prune: false },
    initiatedBy: { username: 'portal-sync' },
    info: [
      { name: 'Reason', value: 'other' },
      { name: 'portal-request-id', value: 'r-17' },
      { name: 'requested-by', value: 'user:default/guest' },
    ],
  },
};

describe('projectApplication', () => {
  it('cuts a Synced and Healthy application to what a page shows', () => {
    const raw = makeApplication('checkout');
    const observation = projectApplication(raw, {
      instance: 'lab',
      frontendUrl: 'https://argocd.example.com',
    });
    expect(observation).toEqual({
      kind: 'application',
      source: 'argocd',
      instance: 'lab',
      key: 'Application/argocd/checkout',
      uid: '6f1c7f0e-2f4e-4a35-9b4d-5c1d6f1f0a11',
      namespace: 'argocd',
      backReference: {
        entityRef: 'component:default/checkout',
        kubernetesId: 'checkout',
      },
      data: {
        id: expect.stringMatching(/^[\w-]{22}$/),
        instance: 'lab',
        namespace: 'argocd',
        name: 'checkout',
        project: 'openpolicy-platform',
        health: { status: 'Healthy' },
        sync: {
          status: 'Synced',
          revisions: ['b1946ac92492d2347c6235b4d2611184f7e3c1aa'],
          targetRevision: 'main',
        },
        autoSync: { enabled: true, prune: true, selfHeal: false },
        operation: {
          phase: 'Succeeded',
          message: 'successfully synced (all tasks run)',
          startedAt: '2026-11-20T08:00:31.000Z',
          finishedAt: '2026-11-20T08:00:40.000Z',
          revision: 'b1946ac92492d2347c6235b4d2611184f7e3c1aa',
          initiatedBy: 'automated',
          resources: [
            {
              group: 'apps',
              kind: 'Deployment',
              namespace: 'openpolicy-platform',
              name: 'checkout',
              status: 'Synced',
              message: 'deployment.apps/checkout created',
              hookPhase: 'Running',
            },
          ],
        },
        history: [
          {
            id: 0,
            revision: 'b1946ac92492d2347c6235b4d2611184f7e3c1aa',
            deployedAt: '2026-11-20T08:00:40.000Z',
            startedAt: '2026-11-20T08:00:31.000Z',
            initiatedBy: 'automated',
          },
        ],
        conditions: [],
        resources: [
          expect.objectContaining({ kind: 'Service', status: 'Synced' }),
          expect.objectContaining({ kind: 'Deployment', status: 'Synced' }),
        ],
        resourcesTotal: 2,
        outOfSync: 0,
        images: ['registry.example.com/checkout:1.4.2'],
        reconciledAt: '2026-11-23T05:00:00.000Z',
        externalUrl: 'https://argocd.example.com/applications/argocd/checkout',
      },
    });
    expect(JSON.stringify(observation)).not.toContain('CANARY');
  });

  it('keeps the reason of a field error, and not the object before it', () => {
    const selector = `{"matchLabels":{"app":"${'x'.repeat(5_000)}"}}`;
    const message = `Deployment.apps "checkout" is invalid: spec.selector: Invalid value: ${selector}: field is immutable`;
    const { conditions, operation } = summaryOf({
      status: {
        conditions: [{ type: 'SyncError', message }],
        operationState: {
          phase: 'Failed',
          message: `one or more objects failed to apply, reason: ${message}`,
          syncResult: {
            resources: [
              {
                kind: 'Deployment',
                name: 'checkout',
                status: 'SyncFailed',
                message,
              },
            ],
          },
        },
      },
    });
    const short =
      'Deployment.apps "checkout" is invalid: spec.selector: field is immutable';
    expect(operation?.message).toBe(
      `one or more objects failed to apply, reason: ${short}`,
    );
    expect(operation?.resources[0].message).toBe(short);
    expect(conditions[0].message).toBe(short);
  });

  it('gives an id that differs by instance, namespace and name', () => {
    const ids = [
      ['lab', 'argocd', 'a'],
      ['lab', 'argocd', 'b'],
      ['lab', 'team', 'a'],
      ['prod', 'argocd', 'a'],
    ].map(
      ([instance, namespace, name]) =>
        projectApplication(makeApplication(name, { metadata: { namespace } }), {
          instance,
        })!.data.id,
    );
    expect(new Set(ids).size).toBe(4);
  });

  it.each<[string, Parts, object]>([
    [
      'drift, problems first',
      {
        status: {
          sync: { status: 'OutOfSync', revision: 'abc' },
          resources: [
            { kind: 'Service', name: 's', status: 'Synced' },
            { kind: 'Job', name: 'hook', hook: true, status: 'OutOfSync' },
            {
              kind: 'ConfigMap',
              name: 'old',
              status: 'OutOfSync',
              requiresPruning: true,
            },
            {
              group: 'apps',
              kind: 'Deployment',
              name: 'd',
              status: 'OutOfSync',
              health: { status: 'Degraded', message: 'no progress' },
            },
          ],
        },
      },
      {
        sync: { status: 'OutOfSync' },
        outOfSync: 2,
        resourcesTotal: 3,
        resources: [
          {
            name: 'd',
            health: { status: 'Degraded', message: 'no progress' },
          },
          { name: 'old', requiresPruning: true },
          { name: 's' },
        ],
      },
    ],
    [
      'an operation that runs, with our request',
      { status: { operationState: running } },
      {
        operation: {
          phase: 'Running',
          requestId: 'r-17',
          requestedBy: 'user:default/guest',
          initiatedBy: 'portal-sync',
          revision: 'abc',
        },
      },
    ],
    [
      'an operation that waits to start',
      {
        status: { operationState: undefined },
        operation: running.operation,
      },
      {
        operation: {
          phase: 'Pending',
          requestId: 'r-17',
          requestedBy: 'user:default/guest',
          resources: [],
        },
      },
    ],
    [
      'a new operation beside the state of the last one',
      { operation: running.operation },
      { operation: { phase: 'Pending', requestId: 'r-17', resources: [] } },
    ],
    [
      'a failed operation, failures first',
      {
        status: {
          operationState: {
            ...running,
            phase: 'Failed',
            finishedAt: '2026-11-23T05:00:07Z',
            message: 'one or more objects failed to apply',
            retryCount: 2,
            syncResult: {
              revision: 'def',
              resources: [
                { kind: 'Service', name: 'fine', status: 'Synced' },
                { kind: 'Job', name: 'busy', hookPhase: 'Running' },
                {
                  kind: 'Deployment',
                  name: 'bad',
                  status: 'SyncFailed',
                  message: 'spec.selector: field is immutable',
                },
              ],
            },
          },
        },
      },
      {
        operation: {
          phase: 'Failed',
          retryCount: 2,
          revision: 'def',
          finishedAt: '2026-11-23T05:00:07.000Z',
          resources: [
            { name: 'bad', message: 'spec.selector: field is immutable' },
            { name: 'busy' },
            { name: 'fine' },
          ],
        },
      },
    ],
    [
      'an operation that waits for a retry',
      {
        status: {
          operationState: {
            ...running,
            finishedAt: '2026-11-23T05:00:07Z',
            message: 'failed. Retrying attempt #3 at 5:01AM.',
            retryCount: 2,
          },
        },
      },
      {
        operation: {
          phase: 'Running',
          finishedAt: '2026-11-23T05:00:07.000Z',
          message: 'failed. Retrying attempt #3 at 5:01AM.',
        },
      },
    ],
    [
      'a dry run',
      {
        status: {
          operationState: {
            ...running,
            phase: 'Succeeded',
            operation: { sync: { dryRun: true } },
          },
        },
      },
      { operation: { phase: 'Succeeded', dryRun: true } },
    ],
    [
      'several sources',
      {
        spec: {
          source: undefined,
          sources: [
            { repoURL: 'a', targetRevision: 'main' },
            { repoURL: 'b', chart: 'redis', targetRevision: '1.2.x' },
            { repoURL: 'c' },
          ],
        },
        status: {
          sync: { status: 'Synced', revisions: ['aaa', '1.2.7', 'ccc'] },
          history: [{ id: 4, revisions: ['aaa', '1.2.7', 'ccc'] }],
        },
      },
      {
        sync: {
          revisions: ['aaa', '1.2.7', 'ccc'],
          targetRevision: 'main, 1.2.x, HEAD',
        },
        history: [{ id: 4, revision: 'aaa, 1.2.7, ccc' }],
      },
    ],
    [
      'an application that is being deleted',
      { metadata: { deletionTimestamp: '2026-11-23T05:00:00Z' } },
      { deleting: true },
    ],
    [
      'conditions',
      {
        status: {
          conditions: [
            {
              type: 'ComparisonError',
              message: 'failed to fetch https://bot:CANARY@git.example.com',
              lastTransitionTime: '2026-11-23T05:00:00Z',
            },
          ],
        },
      },
      {
        conditions: [
          {
            type: 'ComparisonError',
            message: 'failed to fetch https://***@git.example.com',
            lastTransitionTime: '2026-11-23T05:00:00.000Z',
          },
        ],
      },
    ],
    [
      'automated sync that is switched off',
      { spec: { syncPolicy: { automated: { enabled: false, prune: true } } } },
      { autoSync: { enabled: false, prune: false, selfHeal: false } },
    ],
    [
      'no automated sync',
      { spec: { syncPolicy: undefined } },
      { autoSync: { enabled: false, prune: false, selfHeal: false } },
    ],
    ['no project', { spec: { project: '' } }, { project: 'default' }],
    [
      'a new application without status',
      {
        status: {
          sync: undefined,
          health: undefined,
          resources: undefined,
          history: undefined,
          operationState: undefined,
        },
      },
      {
        health: { status: 'Unknown' },
        sync: { status: 'Unknown', revisions: [] },
        operation: undefined,
        history: [],
        resources: [],
      },
    ],
    [
      'words of a newer Argo CD',
      {
        status: { health: { status: 'Dozing' }, sync: { status: 'Almost' } },
      },
      {
        health: { status: 'Unknown', message: "Argo CD says 'Dozing'" },
        sync: { status: 'Unknown' },
      },
    ],
  ])('tells of %s', (_what, parts, expected) => {
    expect(summaryOf(parts)).toMatchObject(expected);
  });

  it('keeps the newest ten of a history, newest first', () => {
    const history = Array.from({ length: 13 }, (_, id) => ({
      id,
      revision: `r${id}`,
    }));
    expect(
      summaryOf({ status: { history } }).history.map(({ id }) => id),
    ).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3]);
  });

  it('bounds what is huge and survives what is odd', () => {
    const summary = summaryOf({
      metadata: { annotations: 'none', labels: [1] },
      spec: { project: 'p'.repeat(9000), sources: 'x', syncPolicy: 7 },
      status: {
        health: { status: 'Degraded', message: 'm'.repeat(100_000) },
        resources: Array.from({ length: 5000 }, (_, i) => ({
          kind: 'Pod',
          name: `p${i}`,
          status: 'OutOfSync',
        })),
        conditions: Array.from({ length: 99 }, () => ({ type: 5 })),
        history: [null, 'x', { id: -1 }],
        operationState: { phase: {}, syncResult: [] },
        summary: { images: [1, 'a', 'b\u0000c'] },
        reconciledAt: '0001-01-01T00:00:00Z',
      },
    });
    expect(summary.resources).toHaveLength(100);
    expect(summary).toMatchObject({
      resourcesTotal: 5000,
      outOfSync: 5000,
      images: ['a', 'b c'],
      operation: undefined,
    });
    expect(summary.reconciledAt).toBeUndefined();
    expect(summary.conditions).toHaveLength(10);
    expect(summary.health.message).toHaveLength(1024);
    expect(summary.project).toHaveLength(253);
  });

  it('is not fooled by keys of the prototype', () => {
    const raw = JSON.parse(
      '{"metadata":{"name":"a","namespace":"argocd","annotations":{"__proto__":{"backstage.io/entity-ref":"component:default/evil"}}},"__proto__":{"operation":{}},"spec":{},"status":{}}',
    );
    const observation = projectApplication(raw, { instance: 'lab' });
    expect(observation?.backReference.entityRef).toBeUndefined();
    expect(observation?.data.operation).toBeUndefined();
    expect(({} as Record<string, unknown>).operation).toBeUndefined();
  });

  it.each([
    ['no name', { name: undefined }],
    ['a name with a path', { name: '../x' }],
    ['no namespace', { namespace: undefined }],
  ])('drops an object with %s', (_what, metadata) => {
    expect(
      projectApplication(makeApplication('a', { metadata }), {
        instance: 'lab',
      }),
    ).toBeUndefined();
  });
});
