/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { podLogText, renderKwokConfig } from '../kwok/kwokConfig';
import { ComponentBuilder } from './types';

/** The kubelet of every node, simulated. @internal */
export const buildKwok: ComponentBuilder = ({ paths, state, binaries }) => {
  const config = join(paths.conf, 'kwok.yaml');
  const podLog = join(paths.conf, 'pod.log');
  const port = state.ports.kwok;
  return {
    name: 'kwok',
    needs: ['openapi-external-secrets'],
    command: binaries.kwok,
    args: [
      `--kubeconfig=${paths.kubeconfig}`,
      `--config=${config}`,
      '--manage-all-nodes=true',
      '--cidr=10.244.0.0/16',
      '--node-ip=127.0.0.1',
      `--node-port=${port}`,
      '--node-lease-duration-seconds=40',
      `--server-address=127.0.0.1:${port}`,
      `--tls-cert-file=${join(paths.pki, 'apiserver.crt')}`,
      `--tls-private-key-file=${join(paths.pki, 'apiserver.key')}`,
    ],
    port,
    files: [
      { path: config, content: renderKwokConfig(podLog) },
      { path: podLog, content: podLogText },
    ],
    ready: { kind: 'tcp', port },
  };
};
