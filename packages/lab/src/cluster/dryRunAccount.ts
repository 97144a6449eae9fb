/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from './KubeClient';

const namespace = 'openpolicy-portal';
const name = 'golden-path-dry-run';
const rbac = 'rbac.authorization.k8s.io';
const admission = 'admissionregistration.k8s.io/v1';

/** How the API server calls the account. @internal */
export const dryRunUser = `system:serviceaccount:${namespace}:${name}`;

/**
 * The account by which the portal asks what the cluster would say to a service's
 * objects. RBAC knows no dry run, so it may write the kinds that the golden path renders
 * and an admission policy refuses each request that would store something. docs/own-cluster.md
 * has the same objects for other clusters.
 * @internal
 */
export const dryRunAccount: KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
  { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } },
  // Before the rights: at no time is there a right without its limit.
  {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: ['*'],
            apiVersions: ['*'],
            operations: ['*'],
            // With subresources.
            resources: ['*/*'],
          },
        ],
      },
      matchConditions: [
        {
          name: 'the-account',
          expression: `request.userInfo.username == '${dryRunUser}'`,
        },
      ],
      validations: [
        {
          expression: 'has(request.dryRun) && request.dryRun',
          message: 'This account may only ask with dryRun=All.',
          reason: 'Forbidden',
        },
      ],
    },
  },
  {
    apiVersion: admission,
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name },
    spec: { policyName: name, validationActions: ['Deny'] },
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules: [
      // Which ports are taken, and whether the namespace is there.
      { apiGroups: [''], resources: ['services'], verbs: ['list'] },
      { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
      // The kinds that the golden path renders for a service. A server-side apply of an
      // object that is not there needs `create` and `patch`. The API server still refuses
      // a Role that grants what this account has not.
      {
        apiGroups: [
          '',
          'apps',
          'argoproj.io',
          'autoscaling',
          'batch',
          'external-secrets.io',
          'monitoring.coreos.com',
          'networking.istio.io',
          'networking.k8s.io',
          'policy',
          'rbac.authorization.k8s.io',
          'security.istio.io',
          'telemetry.istio.io',
        ],
        resources: [
          'analysistemplates',
          'applications',
          'authorizationpolicies',
          'configmaps',
          'cronjobs',
          'deployments',
          'destinationrules',
          'envoyfilters',
          'externalsecrets',
          'horizontalpodautoscalers',
          'ingresses',
          'jobs',
          'networkpolicies',
          'peerauthentications',
          'poddisruptionbudgets',
          'prometheusrules',
          'rolebindings',
          'roles',
          'rollouts',
          'serviceaccounts',
          'serviceentries',
          'servicemonitors',
          'services',
          'sidecars',
          'statefulsets',
          'telemetries',
          'virtualservices',
        ],
        verbs: ['get', 'create', 'patch'],
      },
    ],
  },
  {
    apiVersion: `${rbac}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: rbac, kind: 'ClusterRole', name },
    subjects: [{ kind: 'ServiceAccount', name, namespace }],
  },
];
