/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ObjectDocument } from '../corpus/buildCorpus';
import { asDeployments, podTemplateOf } from './rolloutTwins';

const template = { spec: { containers: [{ name: 'app' }] } };
const rollout = {
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Rollout',
  metadata: { name: 'shop', namespace: 'shops' },
  spec: {
    minReadySeconds: 7,
    selector: { matchLabels: { app: 'shop' } },
    strategy: { canary: {} },
    template,
  },
};
const autoscaler = (kind: string, apiVersion: string) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'shop' },
  spec: { scaleTargetRef: { kind, apiVersion, name: 'shop' }, minReplicas: 3 },
});
const document = (value: object) =>
  ({ id: 'id', text: '', value } as ObjectDocument);

describe('asDeployments', () => {
  it('shows the pods of a Rollout, and points its autoscaler at them', () => {
    const [twin, scaler] = asDeployments([
      document(rollout),
      document(autoscaler('Rollout', 'argoproj.io/v1alpha1')),
    ]);
    expect(twin).toMatchObject({ apiVersion: 'apps/v1', kind: 'Deployment' });
    expect(twin.value).toMatchObject({
      metadata: rollout.metadata,
      spec: { minReadySeconds: 7, selector: rollout.spec.selector, template },
    });
    expect(twin.value.spec.strategy.canary).toBeUndefined();
    expect(JSON.parse(twin.text)).toEqual(twin.value);
    expect(twin.id).not.toBe('id');
    expect(scaler.value.spec).toEqual({
      scaleTargetRef: {
        kind: 'Deployment',
        apiVersion: 'apps/v1',
        name: 'shop',
      },
      minReplicas: 3,
    });
  });

  it('leaves everything else the very same', () => {
    const objects = [
      document(autoscaler('Deployment', 'apps/v1')),
      document({ kind: 'Service', spec: {} }),
      document({ ...rollout, spec: { workloadRef: { name: 'shop' } } }),
    ];
    expect(asDeployments(objects)).toEqual(objects);
    asDeployments(objects).forEach((object, index) =>
      expect(object).toBe(objects[index]),
    );
  });
});

describe('podTemplateOf', () => {
  it('gives the pods of a Rollout in its namespace, and of nothing else', () => {
    expect(podTemplateOf(rollout)).toEqual({
      apiVersion: 'v1',
      kind: 'PodTemplate',
      metadata: { name: 'shop', namespace: 'shops' },
      template,
    });
    expect(
      podTemplateOf({ ...rollout, apiVersion: 'apps/v1' }),
    ).toBeUndefined();
  });
});
