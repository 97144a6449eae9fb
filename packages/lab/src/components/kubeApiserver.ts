/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { dryRunUser } from '../cluster/dryRunAccount';
import { ApiServerContext, LabComponent } from './types';

/** The real API server, on loopback, with static tokens known beforehand. @internal */
export const buildKubeApiserver = ({
  paths,
  state,
  binaries,
}: ApiServerContext): LabComponent => {
  const pki = (file: string) => join(paths.pki, file);
  const tokens = join(paths.conf, 'tokens.csv');
  return {
    name: 'kube-apiserver',
    needs: ['etcd'],
    command: binaries.kubeApiserver,
    args: [
      `--etcd-servers=http://127.0.0.1:${state.ports.etcd}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${state.ports.kubeApiserver}`,
      // Loopback is no address that the endpoint reconciler would publish.
      '--advertise-address=127.0.0.1',
      '--endpoint-reconciler-type=none',
      '--authorization-mode=RBAC',
      '--anonymous-auth=true',
      `--token-auth-file=${tokens}`,
      `--client-ca-file=${pki('ca.crt')}`,
      `--tls-cert-file=${pki('apiserver.crt')}`,
      `--tls-private-key-file=${pki('apiserver.key')}`,
      '--service-account-issuer=https://kubernetes.default.svc',
      `--service-account-key-file=${pki('sa.pub')}`,
      `--service-account-signing-key-file=${pki('sa.key')}`,
      '--service-cluster-ip-range=10.96.0.0/16',
      // Aggregation, for metrics-server.
      `--requestheader-client-ca-file=${pki('front-proxy-ca.crt')}`,
      '--requestheader-allowed-names=front-proxy-client',
      '--requestheader-extra-headers-prefix=X-Remote-Extra-',
      '--requestheader-group-headers=X-Remote-Group',
      '--requestheader-username-headers=X-Remote-User',
      `--proxy-client-cert-file=${pki('front-proxy-client.crt')}`,
      `--proxy-client-key-file=${pki('front-proxy-client.key')}`,
      `--cert-dir=${paths.pki}`,
      '--profiling=false',
    ],
    port: state.ports.kubeApiserver,
    files: [
      {
        path: tokens,
        mode: 0o600,
        content: [
          [
            state.tokens.kubernetesAdmin,
            'lab-admin',
            'lab-admin',
            'system:masters',
          ],
          [
            state.tokens.kubernetesPortal,
            'backstage-portal',
            'backstage-portal',
          ],
          [
            state.tokens.kubernetesMetrics,
            'system:metrics-server',
            'system:metrics-server',
          ],
          [state.tokens.kubernetesDryRun, dryRunUser, dryRunUser],
        ]
          .map(row => `${row.join(',')}\n`)
          .join(''),
      },
    ],
    ready: {
      kind: 'http',
      url: `${state.endpoints.kubernetes}/readyz`,
      caFile: pki('ca.crt'),
    },
  };
};
