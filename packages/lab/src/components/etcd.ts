/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { ApiServerContext, LabComponent } from './types';

/** The cluster's database, at the version that kube-apiserver was built with. @internal */
export const buildEtcd = ({
  paths,
  state,
  binaries,
}: ApiServerContext): LabComponent => {
  const client = `http://127.0.0.1:${state.ports.etcd}`;
  const peer = `http://127.0.0.1:${state.ports.etcdPeer}`;
  const folder = join(paths.data, 'etcd');
  return {
    name: 'etcd',
    needs: [],
    command: binaries.etcd,
    args: [
      '--name=lab',
      `--data-dir=${folder}`,
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=lab=${peer}`,
      // The lab's data is made anew at every start; waiting for the disk would
      // only slow it down.
      '--unsafe-no-fsync',
    ],
    port: state.ports.etcd,
    folders: [folder],
    ready: { kind: 'http', url: `${client}/health` },
  };
};
