/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { METRICS_PORT_NAME, selectorLabels } from '../conventions';
import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * The Service. Ports are reached by name, so that a pod may move its own; the
 * metrics port is on it because a ServiceMonitor names a port of the Service.
 *
 * @internal
 */
export function renderService(context: RenderContext): Manifest[] {
  const { spec } = context.service;
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: serviceMetadata(context),
      spec: {
        type: 'ClusterIP',
        selector: selectorLabels(context.service.name),
        ports: [
          ...spec.ports.map(({ name, port, protocol, appProtocol }) => ({
            name,
            port,
            targetPort: name,
            protocol,
            appProtocol: appProtocol ?? name.split('-')[0],
          })),
          {
            name: METRICS_PORT_NAME,
            port: spec.metrics.port,
            targetPort: METRICS_PORT_NAME,
            protocol: 'TCP',
            appProtocol: 'http',
          },
        ],
      },
    },
  ];
}
