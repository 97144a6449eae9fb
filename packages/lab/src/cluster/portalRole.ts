/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from './KubeClient';

const read = ['get', 'list', 'watch'];

/**
 * What the portal may see of the cluster: the kinds of its pages, read-only. It may
 * read no Secrets. An operator's cluster needs the same role.
 * @internal
 */
export const portalRole: KubeObject[] = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'backstage-portal' },
    rules: [
      {
        apiGroups: [''],
        resources: [
          'pods',
          'services',
          'events',
          'limitranges',
          'resourcequotas',
          // Only the stock Kubernetes tab asks for these, in its default object
          // list; Service Health never does.
          'configmaps',
        ],
        verbs: read,
      },
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      {
        apiGroups: ['apps'],
        resources: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'],
        verbs: read,
      },
      {
        apiGroups: ['autoscaling'],
        resources: ['horizontalpodautoscalers'],
        verbs: read,
      },
      {
        apiGroups: ['policy'],
        resources: ['poddisruptionbudgets'],
        verbs: read,
      },
      { apiGroups: ['batch'], resources: ['jobs', 'cronjobs'], verbs: read },
      {
        apiGroups: ['networking.k8s.io'],
        resources: ['ingresses'],
        verbs: read,
      },
      {
        apiGroups: ['events.k8s.io'],
        resources: ['events'],
        verbs: read,
      },
      {
        apiGroups: ['argoproj.io'],
        resources: ['rollouts', 'analysisruns'],
        verbs: read,
      },
      {
        apiGroups: ['metrics.k8s.io'],
        resources: ['pods'],
        verbs: ['get', 'list'],
      },
    ],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'backstage-portal' },
    roleRef: {
      apiGroup: 'rbac.authorization.k8s.io',
      kind: 'ClusterRole',
      name: 'backstage-portal',
    },
    subjects: [
      {
        apiGroup: 'rbac.authorization.k8s.io',
        kind: 'User',
        name: 'backstage-portal',
      },
    ],
  },
];
