/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LabBinaries } from './binaries/ensureBinaries';
import { KubeObject } from './cluster/KubeClient';
import { ComponentContext } from './components/types';
import { LabPaths, labPaths } from './paths';
import { LabState, portNames } from './state';

/** Builders of the lab's own tests. */

/** A folder of its own under the system's temporary one. @internal */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'lab-test-'));
}

/** Paths that read well in a transcript. @internal */
export const fixedPaths: LabPaths = labPaths({
  repository: '/repo',
  run: '/run/lab',
  cache: '/cache',
});

/** A state whose ports are 20001, 20002, … in the order of `portNames`. @internal */
export function fixedState(overrides: Partial<LabState> = {}): LabState {
  const ports = Object.fromEntries(
    portNames.map((name, index) => [name, 20_001 + index]),
  ) as LabState['ports'];
  const http = (port: number) => `http://127.0.0.1:${port}`;
  return {
    version: 2,
    createdAt: '2026-01-01T00:00:00.000Z',
    alertSpeed: 30,
    ports,
    endpoints: {
      kubernetes: `https://127.0.0.1:${ports.kubeApiserver}`,
      argocd: http(ports.argocd),
      prometheus: http(ports.prometheus),
      alertmanager: http(ports.alertmanager),
      traffic: http(ports.traffic),
      git: `${http(ports.git)}/deploy.git`,
    },
    tokens: {
      kubernetesAdmin: 'admin-token-000000000000',
      kubernetesPortal: 'portal-token-00000000000',
      kubernetesMetrics: 'metrics-token-0000000000',
      kubernetesDryRun: 'dry-run-token-0000000000',
      argocdServerSecret: 'server-secret-0000000000',
      argocdView: 'view-token-0000000000000',
      argocdSync: 'sync-token-0000000000000',
      gitPortal: 'git-token-00000000000000',
    },
    ...overrides,
  };
}

/** Programs that are nowhere. @internal */
export const fixedBinaries: LabBinaries = {
  etcd: '/bin/etcd',
  kubeApiserver: '/bin/kube-apiserver',
  kubeControllerManager: '/bin/kube-controller-manager',
  kubeScheduler: '/bin/kube-scheduler',
  kwok: '/bin/kwok',
  rolloutsController: '/bin/rollouts-controller',
  argocd: '/bin/argocd',
  metricsServer: '/bin/metrics-server',
  prometheus: '/bin/prometheus',
  promtool: '/bin/promtool',
  alertmanager: '/bin/alertmanager',
  amtool: '/bin/amtool',
  redis: '/bin/redis-server',
  helpers: '/helpers',
  crds: '/crds',
};

/** What the builders read, without a machine. @internal */
export const fixedContext = (): ComponentContext => ({
  paths: fixedPaths,
  state: fixedState(),
  binaries: fixedBinaries,
  node: { command: 'node', args: ['--import', 'tsx'] },
  searchPath: '/usr/bin',
});

/** A Deployment of a service. @internal */
export function makeDeployment(
  name: string,
  overrides: { available?: number; replicas?: number } = {},
): KubeObject {
  const { replicas = 2, available = replicas } = overrides;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name,
      namespace: 'shop',
      generation: 3,
      labels: { 'backstage.io/kubernetes-id': name },
    },
    spec: { replicas },
    status: {
      observedGeneration: 3,
      replicas,
      availableReplicas: available,
      readyReplicas: available,
      updatedReplicas: replicas,
    },
  };
}

/** A pod of a service. @internal */
export function makePod(
  service: string,
  name: string,
  overrides: {
    ready?: boolean;
    version?: string;
    annotations?: Record<string, string>;
    containerStatus?: object;
    deleting?: boolean;
  } = {},
): KubeObject {
  const {
    ready = true,
    version = '1.0.0',
    annotations,
    containerStatus,
  } = overrides;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'shop',
      uid: `uid-${name}`,
      labels: { 'backstage.io/kubernetes-id': service },
      annotations,
      ownerReferences: [{ kind: 'ReplicaSet', name: `${service}-5d8f9c` }],
      ...(overrides.deleting && { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    },
    spec: {
      nodeName: 'lab-node-1',
      containers: [
        {
          name: 'app',
          image: `registry.example.com/shop/${service}:${version}`,
          resources: {
            requests: { cpu: '250m', memory: '256Mi' },
            limits: { cpu: '500m', memory: '512Mi' },
          },
        },
      ],
    },
    status: {
      phase: 'Running',
      podIP: '10.244.0.7',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [
        containerStatus ?? {
          name: 'app',
          restartCount: 0,
          state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
        },
      ],
    },
  };
}
