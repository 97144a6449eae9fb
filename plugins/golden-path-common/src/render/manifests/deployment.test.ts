/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

const CANARY = {
  strategy: 'canary',
  canary: { weight: 30, image: { tag: '1.4.0' } },
};

describe('the Deployment', () => {
  it('replaces pods one surge at a time, and keeps five old revisions', () => {
    expect(renderKind('Deployment').spec).toMatchObject({
      revisionHistoryLimit: 5,
      progressDeadlineSeconds: 300,
      selector: {
        matchLabels: {
          'app.kubernetes.io/name': 'checkout',
          'app.kubernetes.io/instance': 'checkout',
        },
      },
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
      },
    });
  });

  it('waits as long as its environment says before a pod counts as available', () => {
    const { spec } = renderKind(
      'Deployment',
      {},
      {
        environments: [
          { name: 'stage', cluster: { name: 'a' }, minReadySeconds: 17 },
        ],
      },
    );
    expect(spec.minReadySeconds).toBe(17);
  });

  it('leaves the number of pods to an autoscaler', () => {
    expect(renderKind('Deployment').spec).not.toHaveProperty('replicas');
  });

  it('has the fixed number of pods', () => {
    const { metadata, spec } = renderKind('Deployment', { replicas: 3 });
    expect(spec.replicas).toBe(3);
    expect(metadata.annotations).not.toHaveProperty('kube-score/ignore');
  });

  it('says so where a single pod is meant', () => {
    const { metadata } = renderKind('Deployment', { replicas: 1, tier: 3 });
    expect(metadata.annotations).toMatchObject({
      'kube-score/ignore': 'deployment-replicas',
    });
  });
});

describe('the Deployment of a canary', () => {
  const {
    'Deployment/checkout': stable,
    'Deployment/checkout-canary': canary,
  } = renderObjects({ rollout: CANARY, image: { tag: '1.3.0' } });

  it('selects only its own pods', () => {
    expect(canary.spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'checkout',
      'app.kubernetes.io/instance': 'checkout-canary',
    });
    expect(stable.spec.selector.matchLabels).toEqual({
      'app.kubernetes.io/name': 'checkout',
      'app.kubernetes.io/instance': 'checkout',
    });
  });

  it.each([
    ['stable', stable, '1.3.0', 'checkout'],
    ['canary', canary, '1.4.0', 'checkout-canary'],
  ])('labels its pods %s', (version, { spec }, tag, instance) => {
    expect(spec.template.metadata.labels).toMatchObject({
      app: 'checkout',
      version,
      'app.kubernetes.io/name': 'checkout',
      'app.kubernetes.io/instance': instance,
      'app.kubernetes.io/version': tag,
      'backstage.io/kubernetes-id': 'checkout',
    });
    expect(spec.template.spec.containers[0].image).toBe(
      `registry.example.com/shop/checkout:${tag}`,
    );
  });

  it('differs from the stable one in nothing but the release', () => {
    const withoutRelease = ({ spec }: any) => {
      const { selector, template, ...rest } = structuredClone(spec);
      delete template.metadata.labels;
      delete template.spec.containers[0].image;
      return { template, ...rest };
    };
    expect(withoutRelease(canary)).toEqual(withoutRelease(stable));
  });

  it('has one pod where the number of pods is fixed', () => {
    const objects = renderObjects({ rollout: CANARY, replicas: 5 });
    expect(objects['Deployment/checkout'].spec.replicas).toBe(5);
    expect(objects['Deployment/checkout-canary'].spec.replicas).toBe(1);
  });

  it.each([
    ['its image is not set', { strategy: 'canary' }],
    ['pods just roll', { ...CANARY, strategy: 'rolling' }],
  ])('is not there while %s', (_, rollout) => {
    expect(
      Object.keys(renderObjects({ rollout })).filter(name =>
        name.startsWith('Deployment/'),
      ),
    ).toEqual(['Deployment/checkout']);
  });

  it('is never there beside a StatefulSet', () => {
    const objects = renderObjects({
      rollout: CANARY,
      workload: { kind: 'statefulset' },
    });
    expect(Object.keys(objects).join()).not.toContain('checkout-canary');
  });
});
