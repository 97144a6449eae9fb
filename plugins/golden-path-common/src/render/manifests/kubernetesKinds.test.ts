/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderPlaced, Runtime } from '../../testing/renderObjects';
import { ANNOTATIONS } from '../conventions';
import { KUBERNETES_KINDS } from './kubernetesKinds';

const EVERYTHING: Runtime = {
  secrets: [{ key: 'card-key', path: 'shop/card-key' }],
  rbac: [{ resources: ['configmaps'], verbs: ['get'] }],
};
const OURS = new Set(KUBERNETES_KINDS.map(({ kind }) => kind));

/** Files of our kinds with their waves, in the order of the waves. */
function wavesOf(runtime: Runtime): Array<[number, string]> {
  return renderPlaced({ ...EVERYTHING, ...runtime })
    .filter(
      ({ path, manifest }) =>
        OURS.has(manifest.kind) &&
        path.startsWith('services/') &&
        // A ConfigMap too, but of what Grafana picks up.
        !path.endsWith('/dashboard.yaml'),
    )
    .map(({ path, manifest }): [number, string] => [
      Number(manifest.metadata.annotations![ANNOTATIONS.argocdSyncWave] ?? 0),
      path.replace(/^services\/checkout\/(.*)\.yaml$/, '$1'),
    ])
    .sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
}

const FIRST: Array<[number, string]> = [
  [-2, 'role'],
  [-2, 'rolebinding'],
  [-2, 'serviceaccount'],
];
const CONFIGURATION: Array<[number, string]> = [
  [-1, 'configmap'],
  [-1, 'externalsecret'],
];

describe('what a service brings, wave by wave', () => {
  const cases: Array<[string, Runtime, Array<[number, string]>]> = [
    [
      'a Deployment',
      {},
      [
        ...FIRST,
        ...CONFIGURATION,
        [0, 'deployment'],
        [0, 'service'],
        [1, 'horizontalpodautoscaler'],
        [1, 'poddisruptionbudget'],
      ],
    ],
    [
      'a canary',
      { rollout: { strategy: 'canary', canary: { image: { tag: '1.4.0' } } } },
      [
        ...FIRST,
        ...CONFIGURATION,
        [0, 'deployment'],
        [0, 'deployment-canary'],
        [0, 'service'],
        [1, 'horizontalpodautoscaler'],
        [1, 'horizontalpodautoscaler-canary'],
        [1, 'poddisruptionbudget'],
      ],
    ],
    [
      'a Rollout, which comes after the mesh and with its autoscaler',
      { rollout: { strategy: 'rollouts' } },
      [
        ...FIRST,
        [-1, 'analysistemplate'],
        ...CONFIGURATION,
        [0, 'service'],
        [1, 'poddisruptionbudget'],
        [2, 'horizontalpodautoscaler'],
        [2, 'rollout'],
      ],
    ],
    [
      'a StatefulSet',
      { workload: { kind: 'statefulset' } },
      [
        ...FIRST,
        ...CONFIGURATION,
        [0, 'service'],
        [0, 'service-headless'],
        [0, 'statefulset'],
        [1, 'horizontalpodautoscaler'],
        [1, 'poddisruptionbudget'],
      ],
    ],
    [
      'a CronJob',
      { ports: [], workload: { kind: 'cronjob', schedule: '15 3 * * *' } },
      [...FIRST, ...CONFIGURATION, [0, 'cronjob']],
    ],
    [
      'a Job, which the sync does not wait for',
      { ports: [], workload: { kind: 'job' } },
      [...FIRST, ...CONFIGURATION, [2, 'job']],
    ],
    [
      'a fixed single pod',
      { replicas: 1, tier: 3, secrets: [], rbac: [] },
      [
        [-2, 'serviceaccount'],
        [-1, 'configmap'],
        [0, 'deployment'],
        [0, 'service'],
      ],
    ],
  ];

  it.each(cases)('%s', (_, runtime, expected) => {
    expect(wavesOf(runtime)).toEqual(expected);
  });

  it('is, over all of these, every kind of the table', () => {
    const rendered = new Set(
      cases.flatMap(([, runtime]) =>
        renderPlaced({ ...EVERYTHING, ...runtime }).map(
          ({ manifest }) => manifest.kind,
        ),
      ),
    );
    expect([...OURS].filter(kind => !rendered.has(kind))).toEqual([]);
  });
});
