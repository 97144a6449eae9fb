/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { ComponentBuilder } from './types';

/** The real controllers: Deployments, ReplicaSets, Jobs, autoscaling, … @internal */
export const buildKubeControllerManager: ComponentBuilder = ({
  paths,
  state,
  binaries,
}) => ({
  name: 'kube-controller-manager',
  needs: ['kube-apiserver'],
  command: binaries.kubeControllerManager,
  args: [
    `--kubeconfig=${paths.kubeconfig}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${state.ports.kubeControllerManager}`,
    '--leader-elect=false',
    `--cert-dir=${join(paths.data, 'kube-controller-manager')}`,
    `--service-account-private-key-file=${join(paths.pki, 'sa.key')}`,
    `--root-ca-file=${join(paths.pki, 'ca.crt')}`,
    '--horizontal-pod-autoscaler-sync-period=5s',
    // The default of 5 minutes is longer than anyone watches a scenario.
    '--horizontal-pod-autoscaler-downscale-stabilization=15s',
    '--profiling=false',
  ],
  port: state.ports.kubeControllerManager,
  ready: { kind: 'tcp', port: state.ports.kubeControllerManager },
});

/** The real scheduler. @internal */
export const buildKubeScheduler: ComponentBuilder = ({
  paths,
  state,
  binaries,
}) => ({
  name: 'kube-scheduler',
  needs: ['kube-apiserver'],
  command: binaries.kubeScheduler,
  args: [
    `--kubeconfig=${paths.kubeconfig}`,
    '--bind-address=127.0.0.1',
    `--secure-port=${state.ports.kubeScheduler}`,
    '--leader-elect=false',
    `--cert-dir=${join(paths.data, 'kube-scheduler')}`,
    '--profiling=false',
  ],
  port: state.ports.kubeScheduler,
  ready: { kind: 'tcp', port: state.ports.kubeScheduler },
});
