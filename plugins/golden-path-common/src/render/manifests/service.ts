/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isServing } from '../../spec/serviceSpec';
import { headlessName, METRICS_PORT_NAME, podLabels } from '../conventions';
import { appProtocolOf } from '../ports';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { workloadOf } from '../workload';
import { serviceMetadata } from './metadata';

/**
 * The Service of what answers requests, and of a StatefulSet the headless one
 * that gives each pod a name.
 *
 * Ports are reached by name, so that a pod may move its own; the metrics port is
 * on the Service because a ServiceMonitor names a port of it.
 *
 * @internal
 */
export function renderService(context: RenderContext): Manifest[] {
  const { name, spec } = context.service;
  if (!isServing(spec)) {
    return [];
  }
  const service: Manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: serviceMetadata(context),
    spec: {
      type: 'ClusterIP',
      selector: podLabels(name),
      ports: [
        ...servedPorts(context),
        {
          name: METRICS_PORT_NAME,
          port: spec.metrics.port,
          targetPort: METRICS_PORT_NAME,
          protocol: 'TCP',
          appProtocol: 'http',
        },
      ],
    },
  };
  return workloadOf(spec).kind === 'StatefulSet'
    ? [service, headlessService(context)]
    : [service];
}

/**
 * Has no metrics port, or Prometheus would read each pod twice. Pods find each
 * other before they are ready: members of a cluster become ready together.
 */
function headlessService(context: RenderContext): Manifest {
  const { name } = context.service;
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: serviceMetadata(context, headlessName(name)),
    spec: {
      type: 'ClusterIP',
      clusterIP: 'None',
      publishNotReadyAddresses: true,
      selector: podLabels(name),
      ports: servedPorts(context),
    },
  };
}

function servedPorts({ service }: RenderContext): ManifestValue[] {
  return service.spec.ports.map(port => ({
    name: port.name,
    port: port.port,
    targetPort: port.name,
    protocol: port.protocol,
    appProtocol: appProtocolOf(port),
  }));
}
