/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { ComponentBuilder } from './types';

/** The real metrics.k8s.io, fed by kwok's kubelet pages. @internal */
export const buildMetricsServer: ComponentBuilder = ({
  paths,
  state,
  binaries,
}) => {
  const kubeconfig = join(paths.conf, 'kubeconfig-metrics');
  const port = state.ports.metricsServer;
  const ca = join(paths.pki, 'ca.crt');
  return {
    name: 'metrics-server',
    needs: ['cluster-objects', 'kwok'],
    command: binaries.metricsServer,
    args: [
      `--kubeconfig=${kubeconfig}`,
      `--authentication-kubeconfig=${kubeconfig}`,
      `--authorization-kubeconfig=${kubeconfig}`,
      '--bind-address=127.0.0.1',
      `--secure-port=${port}`,
      `--tls-cert-file=${join(paths.pki, 'metrics-server.crt')}`,
      `--tls-private-key-file=${join(paths.pki, 'metrics-server.key')}`,
      `--cert-dir=${join(paths.data, 'metrics-server')}`,
      // The least that it accepts.
      '--metric-resolution=10s',
      '--kubelet-request-timeout=5s',
      '--kubelet-use-node-status-port',
      '--kubelet-preferred-address-types=InternalIP',
      `--kubelet-certificate-authority=${ca}`,
    ],
    port,
    // /readyz waits for two samples of every node, 20 s; the lab's own readiness
    // does not.
    ready: { kind: 'http', url: `https://127.0.0.1:${port}/livez`, caFile: ca },
  };
};
