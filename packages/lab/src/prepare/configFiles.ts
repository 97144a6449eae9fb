/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { stringify } from 'yaml';
import { gitBaseUrl, gitUser, LabState } from '../state';

/**
 * A kubeconfig for one token. Argo CD takes its own namespace from the context,
 * hence the parameter.
 * @internal
 */
export function renderKubeconfig(options: {
  server: string;
  caPem: string;
  token: string;
  namespace: string;
}): string {
  return stringify({
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'lab',
    clusters: [
      {
        name: 'lab',
        cluster: {
          server: options.server,
          'certificate-authority-data': base64(options.caPem),
        },
      },
    ],
    users: [{ name: 'lab', user: { token: options.token } }],
    contexts: [
      {
        name: 'lab',
        context: { cluster: 'lab', user: 'lab', namespace: options.namespace },
      },
    ],
  });
}

/**
 * The portal's configuration for the lab: the same keys that a real cluster, Argo
 * CD and Prometheus would be configured with.
 * @internal
 */
export function renderAppConfig(state: LabState, caPem: string): string {
  const header =
    '# Written by `lab prepare`. Holds tokens of the lab: never commit it.\n';
  return (
    header +
    stringify(
      {
        kubernetes: {
          serviceLocatorMethod: { type: 'singleTenant' },
          clusterLocatorMethods: [
            {
              type: 'config',
              clusters: [
                {
                  name: 'lab',
                  url: state.endpoints.kubernetes,
                  authProvider: 'serviceAccount',
                  serviceAccountToken: state.tokens.kubernetesPortal,
                  caData: base64(caPem),
                  skipMetricsLookup: false,
                },
              ],
            },
          ],
        },
        goldenPath: {
          git: {
            servers: [
              {
                baseUrl: gitBaseUrl(state),
                username: gitUser,
                token: state.tokens.gitPortal,
              },
            ],
          },
          repositories: { url: gitBaseUrl(state) },
          delivery: {
            environments: [
              {
                system: 'system:default/openpolicy-platform',
                environment: 'dev',
                repository: state.endpoints.git,
                cluster: 'lab',
              },
            ],
          },
          clusters: [
            {
              name: 'lab',
              url: state.endpoints.kubernetes,
              token: state.tokens.kubernetesDryRun,
              caData: base64(caPem),
            },
          ],
        },
        catalog: {
          providers: {
            goldenPath: {
              lab: {
                repository: state.endpoints.git,
                branch: 'main',
                path: 'catalog',
                schedule: {
                  frequency: { seconds: 30 },
                  timeout: { seconds: 20 },
                },
              },
            },
          },
        },
        argocd: {
          appLocatorMethods: [
            {
              type: 'config',
              instances: [
                {
                  name: 'lab',
                  url: state.endpoints.argocd,
                  token: state.tokens.argocdView,
                  syncToken: state.tokens.argocdSync,
                },
              ],
            },
          ],
        },
        prometheus: {
          instances: [
            {
              name: 'lab',
              url: state.endpoints.prometheus,
              // It is evaluated every 2 s here, on the same machine.
              pollInterval: { seconds: 1 },
              alertmanagers: [{ url: state.endpoints.alertmanager }],
            },
          ],
        },
      },
      { lineWidth: 0 },
    )
  );
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
