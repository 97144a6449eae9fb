/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, Runtime } from '../../testing/renderObjects';

/** Each kind that runs pods, and where its template is. */
const WORKLOADS: Array<[string, Runtime, (object: any) => any]> = [
  ['Deployment', {}, object => object.spec.template],
  [
    'Rollout',
    { rollout: { strategy: 'rollouts' } },
    object => object.spec.template,
  ],
  [
    'StatefulSet',
    { workload: { kind: 'statefulset' } },
    object => object.spec.template,
  ],
  [
    'CronJob',
    { ports: [], workload: { kind: 'cronjob', schedule: '15 3 * * *' } },
    object => object.spec.jobTemplate.spec.template,
  ],
  [
    'Job',
    { ports: [], workload: { kind: 'job' } },
    object => object.spec.template,
  ],
];
const DIGEST = `sha256:${'0f1e2d3c'.repeat(8)}`;
const SERVING = WORKLOADS.slice(0, 3);
const JOBS = WORKLOADS.slice(3);

describe.each(WORKLOADS)('the pods of a %s', (kind, runtime, templateOf) => {
  const pod = (more: Runtime = {}, platform = {}) =>
    templateOf(renderKind(kind, { ...runtime, ...more }, platform));

  it('keep to the restricted pod security standard', () => {
    const { spec } = pod({ security: { runAsUser: 10007 } });
    expect(spec.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 10007,
      runAsGroup: 10007,
      fsGroup: 10007,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(spec.containers).toHaveLength(1);
    expect(spec.containers[0].securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
  });

  it('have an identity, and a token only where the service has a Role', () => {
    expect(pod().spec).toMatchObject({
      serviceAccountName: 'checkout',
      automountServiceAccountToken: false,
      enableServiceLinks: false,
    });
    const rbac = [{ resources: ['configmaps'], verbs: ['get'] }];
    expect(pod({ rbac }).spec.automountServiceAccountToken).toBe(true);
    const skips = (more: Runtime) =>
      Object.entries(
        renderKind(kind, { ...runtime, ...more }).metadata.annotations,
      )
        .filter(([name]) => name.startsWith('checkov.io/skip'))
        .map(([name, text]) => `${name} ${String(text).split('=')[0]}`);
    const image = { tag: '1.3.0', digest: DIGEST };
    expect(skips({ image })).toEqual([]);
    expect(skips({ image, rbac })).toEqual(['checkov.io/skip1 CKV_K8S_38']);
    // Checkov reads one check of each annotation.
    expect(skips({ rbac })).toEqual([
      'checkov.io/skip1 CKV_K8S_38',
      'checkov.io/skip2 CKV_K8S_43',
    ]);
  });

  it.each([
    ['before the first build', undefined, false, 'CKV_K8S_43'],
    ['not once it has one', DIGEST, false, undefined],
    ['not in production', undefined, true, undefined],
  ])('may lack a digest %s', (_, digest, production, skipped) => {
    const image = { tag: '1.3.0', digest };
    const stage = { name: 'stage', cluster: { name: 'stage-1' }, production };
    const { metadata } = renderKind(
      kind,
      { ...runtime, image },
      { environments: [stage] },
    );
    expect(metadata.annotations['checkov.io/skip1']?.split('=')[0]).toBe(
      skipped,
    );
  });

  it('are found by Backstage, Kiali and Istio by their labels', () => {
    expect(pod().metadata.labels).toMatchObject({
      'app.kubernetes.io/name': 'checkout',
      'app.kubernetes.io/part-of': 'shop',
      'backstage.io/kubernetes-id': 'checkout',
      app: 'checkout',
      version: kind === 'Rollout' ? '1.3.0' : 'stable',
    });
  });

  it('give the mesh their histogram and drain as long as the service says', () => {
    const { annotations } = pod({
      rollout: {
        strategy: runtime.rollout ? 'rollouts' : 'rolling',
        drainSeconds: 7,
      },
    }).metadata;
    expect(
      JSON.parse(annotations['sidecar.istio.io/statsHistogramBuckets'])
        .istiocustom,
    ).toEqual(expect.arrayContaining([1000, 2000]));
    expect(JSON.parse(annotations['proxy.istio.io/config'])).toEqual({
      holdApplicationUntilProxyStarts: true,
      terminationDrainDuration: '7s',
    });
  });

  it('say nothing to a mesh that is not there', () => {
    const { annotations } = pod({}, { mesh: { injection: false } }).metadata;
    expect(annotations).toBeUndefined();
  });

  it('carry nothing that a new release of the renderers changes', () => {
    expect(JSON.stringify(pod())).not.toContain('runtime.openpolicy.io');
  });
});

describe.each(SERVING)(
  'the serving pods of a %s',
  (kind, runtime, templateOf) => {
    const pod = (more: Runtime = {}) =>
      templateOf(renderKind(kind, { ...runtime, ...more }));

    it.each([
      [1, 'DoNotSchedule'],
      [2, 'ScheduleAnyway'],
    ])(
      'are spread over zones, in tier %s with %s',
      (tier, whenUnsatisfiable) => {
        const { topologySpreadConstraints } = pod({ tier }).spec;
        expect(topologySpreadConstraints).toMatchObject([
          {
            maxSkew: 1,
            topologyKey: 'topology.kubernetes.io/zone',
            whenUnsatisfiable,
            labelSelector: {
              matchLabels: { 'app.kubernetes.io/name': 'checkout' },
            },
          },
          {
            maxSkew: 1,
            topologyKey: 'kubernetes.io/hostname',
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: {
              matchLabels: { 'app.kubernetes.io/name': 'checkout' },
            },
          },
        ]);
      },
    );

    it('are counted by revision where each revision has pods of its own', () => {
      const keys = pod().spec.topologySpreadConstraints.map(
        (constraint: any) => constraint.matchLabelKeys,
      );
      const label = {
        Deployment: ['pod-template-hash'],
        Rollout: ['rollouts-pod-template-hash'],
        StatefulSet: undefined,
      }[kind];
      expect(keys).toEqual([label, label]);
    });

    it('rather not share a node', () => {
      expect(
        pod().spec.affinity.podAntiAffinity
          .preferredDuringSchedulingIgnoredDuringExecution[0].podAffinityTerm,
      ).toEqual({
        topologyKey: 'kubernetes.io/hostname',
        labelSelector: {
          matchLabels: { 'app.kubernetes.io/name': 'checkout' },
        },
      });
    });

    it('answer Prometheus outside the mesh', () => {
      expect(
        pod({ metrics: { port: 9307 } }).metadata.annotations,
      ).toMatchObject({
        'traffic.sidecar.istio.io/excludeInboundPorts': '9307',
      });
    });

    it('have the time that the service says to end', () => {
      const rollout = {
        ...(runtime.rollout as object),
        drainSeconds: 7,
        graceSeconds: 53,
      };
      const { spec } = pod({ rollout });
      expect(spec.terminationGracePeriodSeconds).toBe(53);
      expect(spec.containers[0].lifecycle).toEqual({
        preStop: { sleep: { seconds: 7 } },
      });
    });
  },
);

describe.each(JOBS)('the pods of a %s', (kind, runtime, templateOf) => {
  const template = templateOf(renderKind(kind, runtime));

  it('run once and keep their logs', () => {
    expect(template.spec.restartPolicy).toBe('Never');
  });

  it.each([
    'ports',
    'startupProbe',
    'livenessProbe',
    'readinessProbe',
    'lifecycle',
  ])('have no %s', field => {
    expect(template.spec.containers[0]).not.toHaveProperty(field);
  });

  it('name no port of metrics', () => {
    expect(template.metadata.annotations).not.toHaveProperty([
      'traffic.sidecar.istio.io/excludeInboundPorts',
    ]);
  });

  it('are spread by the scheduler as it likes', () => {
    expect(template.spec).not.toHaveProperty('affinity');
    expect(template.spec).not.toHaveProperty('topologySpreadConstraints');
  });
});
