/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { storedPartOf } from '../prepare/argoTokens';
import { LabState } from '../state';
import { KubeObject } from './KubeClient';

const labels = (name: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/part-of': 'argocd',
});

const configMap = (
  name: string,
  data?: Record<string, string>,
): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'argocd', labels: labels(name) },
  ...(data && { data }),
});

/**
 * Argo CD's namespace and configuration: two API accounts for the portal, of which
 * only one may sync, and only in the platform's project. Nobody can log in.
 * @internal
 */
export function argocdObjects(tokens: LabState['tokens']): KubeObject[] {
  const stored = (jwt: string) => JSON.stringify([storedPartOf(jwt)]);
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } },
    configMap('argocd-cm', {
      'admin.enabled': 'false',
      'accounts.portal-view': 'apiKey',
      'accounts.portal-sync': 'apiKey',
      // Without it, "sync" may be given any revision, or local manifests.
      'application.sync.requireOverridePrivilegeForRevisionSync': 'true',
    }),
    configMap('argocd-rbac-cm', {
      'policy.default': '',
      'policy.csv': [
        'p, portal-view, applications, get, */*, allow',
        'p, portal-sync, applications, get, openpolicy-platform/*, allow',
        'p, portal-sync, applications, sync, openpolicy-platform/*, allow',
        '',
      ].join('\n'),
    }),
    configMap('argocd-cmd-params-cm'),
    configMap('argocd-gpg-keys-cm'),
    configMap('argocd-ssh-known-hosts-cm'),
    configMap('argocd-tls-certs-cm'),
    {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'argocd-secret',
        namespace: 'argocd',
        labels: labels('argocd-secret'),
      },
      type: 'Opaque',
      stringData: {
        'server.secretkey': tokens.argocdServerSecret,
        'accounts.portal-view.tokens': stored(tokens.argocdView),
        'accounts.portal-sync.tokens': stored(tokens.argocdSync),
      },
    },
  ];
}
