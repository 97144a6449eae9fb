/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { renderContextOf } from '../renderPlatform';
import { renderApplication } from './application';

type Runtime = NonNullable<Parameters<typeof makeService>[0]>['runtime'];

const STAGE = {
  name: 'stage',
  cluster: { name: 'stage-1', server: 'https://stage.example.com:6443' },
};

function applicationOf(
  runtime: Runtime = {},
  environment: object = {},
  platform: object = {},
): Record<string, any> {
  const model = makeModel([makeService({ runtime })], {
    ...platform,
    environments: [{ ...STAGE, ...environment }],
  });
  const [application, ...others] = renderApplication(
    renderContextOf(model, { environment: 'stage', service: 'checkout' }),
  );
  expect(others).toEqual([]);
  return application;
}

const replicasOf = (group: string, kind: string, name = 'checkout') => ({
  group,
  kind,
  name,
  jsonPointers: ['/spec/replicas'],
});

const subsetLabels = {
  group: 'networking.istio.io',
  kind: 'DestinationRule',
  name: 'checkout',
  jqPathExpressions: ['.spec.subsets[].labels["rollouts-pod-template-hash"]'],
};

const weightsOf = (...jqPathExpressions: string[]) => ({
  group: 'networking.istio.io',
  kind: 'VirtualService',
  name: 'checkout',
  jqPathExpressions,
});

describe('renderApplication', () => {
  it.each([
    ['its own', 'https://git.example.com/shop/stage.git'],
    ["the delivery's", undefined],
  ])('deploys an environment from %s repository', (_, repository) => {
    const { spec } = applicationOf(
      {},
      { repository },
      {
        delivery: {
          repository: 'https://git.example.com/shop/deploy.git',
          targetRevision: 'released',
          project: 'shop',
        },
      },
    );
    expect(spec).toMatchObject({
      project: 'shop',
      source: {
        repoURL: repository ?? 'https://git.example.com/shop/deploy.git',
        targetRevision: 'released',
        path: 'services/checkout',
      },
      destination: {
        server: 'https://stage.example.com:6443',
        namespace: 'shop-platform',
      },
    });
  });

  it('syncs by server-side apply and leaves alone what it does not own', () => {
    const { metadata, spec } = applicationOf();
    expect(metadata.annotations).toMatchObject({
      'argocd.argoproj.io/compare-options': 'ServerSideDiff=true',
    });
    expect([...spec.syncPolicy.syncOptions].sort()).toEqual([
      'ApplyOutOfSyncOnly=true',
      'CreateNamespace=false',
      'FailOnSharedResource=true',
      'PruneLast=true',
      'RespectIgnoreDifferences=true',
      'ServerSideApply=true',
    ]);
    expect(spec.syncPolicy.retry.limit).toBe(1);
  });

  it.each([
    [{ prune: true, selfHeal: false }],
    [{ prune: false, selfHeal: true }],
  ])('syncs by itself as the environment says: %j', sync => {
    expect(applicationOf({}, { sync }).spec.syncPolicy.automated).toEqual({
      ...sync,
      allowEmpty: false,
    });
  });

  it.each([
    [false, ['resources-finalizer.argocd.argoproj.io/foreground']],
    [true, undefined],
  ])(
    'takes its objects with it when deleted, but not in production: %s',
    (production, finalizers) => {
      expect(applicationOf({}, { production }).metadata.finalizers).toEqual(
        finalizers,
      );
    },
  );

  it.each<[string, Runtime, object[]]>([
    ['a Deployment', {}, [replicasOf('apps', 'Deployment')]],
    [
      'a canary that is not running',
      { rollout: { strategy: 'canary' } },
      [replicasOf('apps', 'Deployment')],
    ],
    [
      'a canary',
      {
        rollout: { strategy: 'canary', canary: { image: { tag: '1.7.0' } } },
      },
      [
        replicasOf('apps', 'Deployment'),
        replicasOf('apps', 'Deployment', 'checkout-canary'),
      ],
    ],
    [
      'a StatefulSet',
      { workload: { kind: 'statefulset' } },
      [replicasOf('apps', 'StatefulSet')],
    ],
    [
      'a Rollout',
      { rollout: { strategy: 'rollouts' } },
      [
        replicasOf('argoproj.io', 'Rollout'),
        weightsOf('.spec.http[].route[].weight'),
        subsetLabels,
      ],
    ],
    [
      'a Rollout with requests and connections',
      {
        rollout: { strategy: 'rollouts' },
        ports: [
          { name: 'grpc', port: 7013 },
          { name: 'tcp-feed', port: 7017 },
        ],
      },
      [
        replicasOf('argoproj.io', 'Rollout'),
        weightsOf('.spec.http[].route[].weight', '.spec.tcp[].route[].weight'),
        subsetLabels,
      ],
    ],
    [
      'a Rollout of a fixed number of pods',
      { replicas: 3, rollout: { strategy: 'rollouts' } },
      [weightsOf('.spec.http[].route[].weight'), subsetLabels],
    ],
    [
      'a Rollout that the gateway reaches too',
      {
        replicas: 3,
        rollout: { strategy: 'rollouts' },
        ports: [{ port: 7013, expose: 'gateway' }],
        traffic: { gateway: { hosts: ['shop.example.com'] } },
      },
      [
        weightsOf('.spec.http[].route[].weight'),
        {
          ...weightsOf('.spec.http[].route[].weight'),
          name: 'checkout-public',
        },
        subsetLabels,
      ],
    ],
  ])('leaves to the controllers what they own of %s', (_, runtime, ignored) => {
    expect(applicationOf(runtime).spec.ignoreDifferences).toEqual(ignored);
  });

  it.each<[string, Runtime]>([
    ['a fixed number of pods', { replicas: 3 }],
    [
      'a cron job',
      { ports: [], workload: { kind: 'cronjob', schedule: '15 3 * * *' } },
    ],
  ])('compares everything of %s', (_, runtime) => {
    expect(applicationOf(runtime).spec).not.toHaveProperty('ignoreDifferences');
  });

  it('compares everything of a Rollout that has no mesh to write to', () => {
    const { spec } = applicationOf(
      { replicas: 3, rollout: { strategy: 'rollouts' } },
      {},
      { mesh: { injection: false } },
    );
    expect(spec).not.toHaveProperty('ignoreDifferences');
  });
});
