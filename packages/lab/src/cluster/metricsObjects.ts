/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from './KubeClient';

const rbac = 'rbac.authorization.k8s.io';
const user = { apiGroup: rbac, kind: 'User', name: 'system:metrics-server' };

const clusterRoleBinding = (name: string, role: string): KubeObject => ({
  apiVersion: `${rbac}/v1`,
  kind: 'ClusterRoleBinding',
  metadata: { name },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
  subjects: [user],
});

/**
 * Registers metrics-server with the aggregation layer. The Service is an ExternalName
 * because the program runs outside the cluster's network, on loopback.
 *
 * @param caBundle - base64 of the CA that signed its certificate.
 * @internal
 */
export function metricsObjects(port: number, caBundle: string): KubeObject[] {
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'metrics-server', namespace: 'kube-system' },
      spec: {
        type: 'ExternalName',
        externalName: 'localhost',
        ports: [{ name: 'https', port, protocol: 'TCP' }],
      },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: {
        group: 'metrics.k8s.io',
        version: 'v1beta1',
        groupPriorityMinimum: 100,
        versionPriority: 100,
        caBundle,
        service: { name: 'metrics-server', namespace: 'kube-system', port },
      },
    },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: { name: 'system:metrics-server' },
      rules: [
        { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
        {
          apiGroups: [''],
          resources: ['pods', 'nodes'],
          verbs: ['get', 'list', 'watch'],
        },
      ],
    },
    clusterRoleBinding('system:metrics-server', 'system:metrics-server'),
    clusterRoleBinding(
      'metrics-server:system:auth-delegator',
      'system:auth-delegator',
    ),
    {
      apiVersion: `${rbac}/v1`,
      kind: 'RoleBinding',
      metadata: {
        name: 'metrics-server-auth-reader',
        namespace: 'kube-system',
      },
      roleRef: {
        apiGroup: rbac,
        kind: 'Role',
        name: 'extension-apiserver-authentication-reader',
      },
      subjects: [user],
    },
  ];
}
