/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * An Application as Argo CD's API returns it.
 *
 * @internal
 */
export type RawApplication = {
  metadata: Record<string, unknown> & { name: string; namespace: string };
  spec: Record<string, unknown>;
  status: Record<string, unknown>;
  operation?: unknown;
};

const REVISION = 'b1946ac92492d2347c6235b4d2611184f7e3c1aa';

/**
 * An Application that is Synced and Healthy after one deployment; parts are replaced whole.
 *
 * @internal
 */
export function makeApplication(
  name: string = 'api-gateway',
  parts: {
    metadata?: Record<string, unknown>;
    spec?: Record<string, unknown>;
    status?: Record<string, unknown>;
    operation?: unknown;
  } = {},
): RawApplication {
  return {
    metadata: {
      name,
      namespace: 'argocd',
      uid: '6f1c7f0e-2f4e-4a35-9b4d-5c1d6f1f0a11',
      resourceVersion: '1011',
      creationTimestamp: '2026-11-20T08:00:00Z',
      annotations: { 'backstage.io/entity-ref': `component:default/${name}` },
      labels: { 'backstage.io/kubernetes-id': name },
      managedFields: [{ manager: 'argocd-controller', fieldsV1: {} }],
      ...parts.metadata,
    },
    spec: {
      project: 'openpolicy-platform',
      destination: {
        server: 'https://kubernetes.default.svc',
        namespace: 'openpolicy-platform',
      },
      source: {
        repoURL: 'https://git.example.com/openpolicy/deploy.git',
        path: `services/${name}`,
        targetRevision: 'main',
        helm: { parameters: [{ name: 'dbPassword', value: 'CANARY-VALUE' }] },
      },
      syncPolicy: { automated: { prune: true, selfHeal: false } },
      ...parts.spec,
    },
    status: {
      sync: {
        status: 'Synced',
        revision: REVISION,
        comparedTo: { source: { repoURL: 'https://git.example.com/x.git' } },
      },
      health: {
        status: 'Healthy',
        lastTransitionTime: '2026-11-20T08:01:00Z',
      },
      resources: [
        {
          version: 'v1',
          kind: 'Service',
          namespace: 'openpolicy-platform',
          name,
          status: 'Synced',
          health: { status: 'Healthy' },
        },
        {
          group: 'apps',
          version: 'v1',
          kind: 'Deployment',
          namespace: 'openpolicy-platform',
          name,
          status: 'Synced',
          health: { status: 'Healthy' },
        },
      ],
      history: [
        {
          id: 0,
          revision: REVISION,
          deployedAt: '2026-11-20T08:00:40Z',
          deployStartedAt: '2026-11-20T08:00:31Z',
          initiatedBy: { automated: true },
        },
      ],
      operationState: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt: '2026-11-20T08:00:31Z',
        finishedAt: '2026-11-20T08:00:40Z',
        operation: {
          sync: { revision: REVISION, prune: true },
          initiatedBy: { automated: true },
        },
        syncResult: {
          revision: REVISION,
          resources: [
            {
              group: 'apps',
              version: 'v1',
              kind: 'Deployment',
              namespace: 'openpolicy-platform',
              name,
              status: 'Synced',
              message: `deployment.apps/${name} created`,
              hookPhase: 'Running',
              syncPhase: 'Sync',
            },
          ],
        },
      },
      summary: { images: [`registry.example.com/${name}:1.4.2`] },
      reconciledAt: '2026-11-23T05:00:00Z',
      resourceHealthSource: 'appTree',
      ...parts.status,
    },
    ...(parts.operation ? { operation: parts.operation } : {}),
  };
}
