/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from './KubeClient';

const argo = 'argoproj.io/v1alpha1';
const server = 'https://kubernetes.default.svc';

/** Name of the Application that applies the others, and of its AppProject. @internal */
export const rootName = 'lab-root';

/** The annotation that says how Argo CD compares an Application. @internal */
export const compareOptions = 'argocd.argoproj.io/compare-options';

/** The manager as which Argo CD applies objects. @internal */
export const argocdManager = 'argocd-controller';

/**
 * The Application that applies the repository's `argocd/` folder, so that a commit is
 * all that it takes to add a service or to remove one. Its project may write
 * Applications and AppProjects only.
 * @internal
 */
export const rootApplication = (repoURL: string): KubeObject[] => [
  {
    apiVersion: argo,
    kind: 'AppProject',
    metadata: { name: rootName, namespace: 'argocd' },
    spec: {
      description: 'Applications and projects of the lab',
      sourceRepos: [repoURL],
      destinations: [{ server, namespace: 'argocd' }],
      clusterResourceWhitelist: [],
      namespaceResourceWhitelist: [
        { group: 'argoproj.io', kind: 'Application' },
        { group: 'argoproj.io', kind: 'AppProject' },
      ],
    },
  },
  {
    apiVersion: argo,
    kind: 'Application',
    metadata: {
      name: rootName,
      namespace: 'argocd',
      annotations: {
        // A push that touches no Application is none of its business.
        'argocd.argoproj.io/manifest-generate-paths': '.',
      },
    },
    spec: {
      project: rootName,
      source: { repoURL, targetRevision: 'main', path: 'argocd' },
      destination: { server, namespace: 'argocd' },
      syncPolicy: {
        automated: { prune: true, selfHeal: false },
        syncOptions: [
          'ServerSideApply=true',
          'RespectIgnoreDifferences=true',
          // All of them are applied again otherwise whenever one changes.
          'ApplyOutOfSyncOnly=true',
        ],
      },
      // What scenarios and people at the terminal edit in a live Application stays until
      // they take it back.
      ignoreDifferences: [
        {
          group: 'argoproj.io',
          kind: 'Application',
          jsonPointers: [
            '/spec/syncPolicy',
            `/metadata/annotations/${compareOptions.replace('/', '~1')}`,
          ],
        },
      ],
    },
  },
];

/**
 * An object of the `argocd/` folder as the root Application would make it, with Argo CD's
 * mark of who it belongs to. So the lab may make them all before Argo CD runs, and the
 * root has nothing to write.
 * @internal
 */
export function underRoot(object: KubeObject): KubeObject {
  const { apiVersion, kind, metadata } = object;
  const [group] = apiVersion.split('/');
  const { name, namespace } = metadata;
  return {
    ...object,
    metadata: {
      ...metadata,
      annotations: {
        ...metadata.annotations,
        'argocd.argoproj.io/tracking-id': `${rootName}:${group}/${kind}:${namespace}/${name}`,
      },
    },
  };
}
