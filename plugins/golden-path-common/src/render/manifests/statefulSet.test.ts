/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  renderKind,
  renderObjects,
  Runtime,
} from '../../testing/renderObjects';

const STORAGE = { size: '7Gi', path: '/var/lib/app', className: 'fast' };
const statefulSet = (workload: object = {}, runtime: Runtime = {}) =>
  renderKind('StatefulSet', {
    workload: { kind: 'statefulset', ...workload },
    ...runtime,
  });

describe('the StatefulSet', () => {
  it('stands in place of the Deployment, whatever the strategy', () => {
    const objects = renderObjects({
      workload: { kind: 'statefulset' },
      rollout: { strategy: 'rollouts' },
    });
    expect(objects['StatefulSet/checkout']).toBeDefined();
    expect(objects['Deployment/checkout']).toBeUndefined();
    expect(objects['Rollout/checkout']).toBeUndefined();
  });

  it('starts pods together, replaces them one by one, and keeps what they stored', () => {
    expect(statefulSet().spec).toMatchObject({
      revisionHistoryLimit: 5,
      minReadySeconds: 10,
      podManagementPolicy: 'Parallel',
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: {
        whenDeleted: 'Retain',
        whenScaled: 'Retain',
      },
    });
  });

  it('has the fixed number of pods, or leaves it to an autoscaler', () => {
    expect(statefulSet().spec).not.toHaveProperty('replicas');
    expect(statefulSet({}, { replicas: 3 }).spec.replicas).toBe(3);
  });

  it('gives each pod a volume that it can write to', () => {
    const { template, volumeClaimTemplates } = statefulSet({
      storage: STORAGE,
    }).spec;
    expect(volumeClaimTemplates).toMatchObject([
      {
        metadata: { name: 'data' },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: 'fast',
          volumeMode: 'Filesystem',
          resources: { requests: { storage: '7Gi' } },
        },
      },
    ]);
    expect(template.spec.containers[0].volumeMounts).toContainEqual({
      name: 'data',
      mountPath: '/var/lib/app',
    });
    expect(template.spec.securityContext).toMatchObject({
      fsGroup: 10001,
      fsGroupChangePolicy: 'OnRootMismatch',
    });
    expect(
      template.spec.containers[0].securityContext.readOnlyRootFilesystem,
    ).toBe(true);
  });

  it('keeps the templates of its volumes over releases', () => {
    const templates = (tag: string) =>
      statefulSet({ storage: STORAGE }, { image: { tag } }).spec
        .volumeClaimTemplates;
    expect(templates('1.3.0')).toEqual(templates('1.7.0'));
  });

  it('takes no volume where none is asked for', () => {
    const { spec } = statefulSet();
    expect(spec.volumeClaimTemplates).toBeUndefined();
    expect(spec.template.spec.securityContext).not.toHaveProperty(
      'fsGroupChangePolicy',
    );
  });

  it('gives a Deployment no volume, even if the spec has one', () => {
    const { template } = renderKind('Deployment', {
      workload: { storage: STORAGE },
    }).spec;
    expect(JSON.stringify(template)).not.toContain('/var/lib/app');
  });
});

describe('the headless Service of a StatefulSet', () => {
  const objects = renderObjects({
    workload: { kind: 'statefulset' },
    ports: [{ name: 'tcp', port: 7013, targetPort: 17013 }],
  });
  const headless = objects['Service/checkout-headless'].spec;

  it('is the one that the StatefulSet names', () => {
    expect(objects['StatefulSet/checkout'].spec.serviceName).toBe(
      'checkout-headless',
    );
    expect(headless).toMatchObject({
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: { 'app.kubernetes.io/name': 'checkout' },
    });
  });

  it('has the ports of the service but that of metrics, which would be read twice', () => {
    expect(headless.ports).toEqual([
      {
        name: 'tcp',
        port: 7013,
        targetPort: 'tcp',
        protocol: 'TCP',
        appProtocol: 'tcp',
      },
    ]);
  });

  it('leaves the ordinary one as it is', () => {
    const { spec } = objects['Service/checkout'];
    expect(spec).not.toHaveProperty('clusterIP');
    expect(spec).not.toHaveProperty('publishNotReadyAddresses');
    expect(spec.ports).toHaveLength(2);
  });
});
