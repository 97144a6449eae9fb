/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

const canary = (weight: number) => ({
  strategy: 'canary',
  canary: { weight, image: { tag: '1.4.0' } },
});

describe('the autoscaler', () => {
  it("measures the service's own container, CPU first", () => {
    const { spec } = renderKind('HorizontalPodAutoscaler', {
      scale: { min: 3, max: 11, cpu: 61, memory: 73 },
    });
    const metric = (name: string, averageUtilization: number) => ({
      type: 'ContainerResource',
      containerResource: {
        name,
        container: 'app',
        target: { type: 'Utilization', averageUtilization },
      },
    });
    expect(spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 11,
      metrics: [metric('cpu', 61), metric('memory', 73)],
    });
  });

  it('leaves the window before scaling down to the cluster', () => {
    for (const behavior of ['steady', 'spiky']) {
      const { spec } = renderKind('HorizontalPodAutoscaler', {
        scale: { behavior },
      });
      expect(spec.behavior.scaleUp.stabilizationWindowSeconds).toBe(0);
      expect(spec.behavior.scaleDown).not.toHaveProperty(
        'stabilizationWindowSeconds',
      );
    }
  });

  it('reacts faster and lets go more slowly where requests are spiky', () => {
    const percentOf = (behavior: string, direction: string) =>
      renderKind('HorizontalPodAutoscaler', { scale: { behavior } }).spec
        .behavior[direction].policies[0].value;
    expect(percentOf('spiky', 'scaleUp')).toBeGreaterThan(
      percentOf('steady', 'scaleUp'),
    );
    expect(percentOf('spiky', 'scaleDown')).toBeLessThan(
      percentOf('steady', 'scaleDown'),
    );
  });

  it.each([
    ['Deployment', 'apps/v1', {}],
    ['StatefulSet', 'apps/v1', { workload: { kind: 'statefulset' } }],
    ['Rollout', 'argoproj.io/v1alpha1', { rollout: { strategy: 'rollouts' } }],
  ])('scales the %s', (kind, apiVersion, runtime) => {
    const objects = renderObjects(runtime);
    expect(
      objects['HorizontalPodAutoscaler/checkout'].spec.scaleTargetRef,
    ).toEqual({ apiVersion, kind, name: 'checkout' });
    expect(objects[`${kind}/checkout`].apiVersion).toBe(apiVersion);
  });

  it.each([
    ['of a fixed number of pods', { replicas: 3 }],
    ['of a Job', { ports: [], workload: { kind: 'job' } }],
  ])('is not there %s', (_, runtime) => {
    expect(
      renderObjects(runtime)['HorizontalPodAutoscaler/checkout'],
    ).toBeUndefined();
  });

  it.each([
    [1, 'horizontalpodautoscaler-replicas'],
    [3, undefined],
  ])('from %s pods tells kube-score to ignore %s', (min, ignored) => {
    const { metadata } = renderKind('HorizontalPodAutoscaler', {
      tier: 3,
      scale: { min, max: 7 },
    });
    expect(metadata.annotations['kube-score/ignore']).toBe(ignored);
  });
});

describe('the autoscaler of a canary', () => {
  it.each([
    [11, 30, 4],
    [11, 28, 4],
    [5, 10, 2],
    [31, 50, 16],
    [7, 0, 2],
  ])(
    'of %s pods at most with %s percent of the requests goes up to %s',
    (max, weight, most) => {
      const objects = renderObjects({
        scale: { min: 3, max, cpu: 61 },
        rollout: canary(weight),
      });
      expect(
        objects['HorizontalPodAutoscaler/checkout-canary'].spec,
      ).toMatchObject({
        scaleTargetRef: { kind: 'Deployment', name: 'checkout-canary' },
        minReplicas: 1,
        maxReplicas: most,
        metrics: [
          { containerResource: { target: { averageUtilization: 61 } } },
        ],
      });
      expect(objects['HorizontalPodAutoscaler/checkout'].spec).toMatchObject({
        minReplicas: 3,
        maxReplicas: max,
      });
    },
  );

  it('is not there where the number of pods is fixed', () => {
    const objects = renderObjects({ replicas: 3, rollout: canary(30) });
    expect(Object.keys(objects).join()).not.toContain(
      'HorizontalPodAutoscaler',
    );
  });
});
