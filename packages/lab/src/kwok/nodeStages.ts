/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Stage } from './stage';

const ready = '.status.conditions.[] | select( .type == "Ready" ) | .status';

const heartbeat = `{{ $now := Now }}
{{ $since := or .metadata.creationTimestamp $now }}
conditions:
{{ range NodeConditions }}
- lastHeartbeatTime: {{ $now | Quote }}
  lastTransitionTime: {{ $since | Quote }}
  message: {{ .message | Quote }}
  reason: {{ .reason | Quote }}
  status: {{ .status | Quote }}
  type: {{ .type | Quote }}
{{ end }}
addresses:
- {type: InternalIP, address: {{ NodeIP | Quote }}}
- {type: Hostname, address: {{ NodeName | Quote }}}
daemonEndpoints: {kubeletEndpoint: {Port: {{ NodePort }}}}
phase: Running`;

const nodeInfo = `nodeInfo:
  architecture: amd64
  operatingSystem: linux
  osImage: "simulated by kwok"
  kernelVersion: {{ printf "kwok-%s" Version | Quote }}
  containerRuntimeVersion: {{ printf "kwok://%s" Version | Quote }}
  kubeletVersion: {{ printf "kwok-%s" Version | Quote }}
  kubeProxyVersion: {{ printf "kwok-%s" Version | Quote }}
  bootID: ""
  machineID: ""
  systemUUID: ""`;

const nodeStage = (
  name: string,
  operator: 'In' | 'NotIn',
  statusTemplate: string,
  delayMs?: number,
): Stage => ({
  apiVersion: 'kwok.x-k8s.io/v1alpha1',
  kind: 'Stage',
  metadata: { name },
  spec: {
    resourceRef: { apiGroup: 'v1', kind: 'Node' },
    selector: {
      matchExpressions: [{ key: ready, operator, values: ['True'] }],
    },
    delay: delayMs ? { durationMilliseconds: delayMs } : undefined,
    next: { statusTemplate },
  },
});

/**
 * Makes nodes Ready and keeps them so. A kwok configuration with pod stages only gets
 * no default node stages, and its nodes never become Ready.
 * @internal
 */
export const nodeStages: Stage[] = [
  nodeStage('node-initialize', 'NotIn', `${heartbeat}\n${nodeInfo}`),
  // Liveness comes from the lease; the status only needs a touch now and then.
  nodeStage('node-heartbeat-with-lease', 'In', heartbeat, 600_000),
];
