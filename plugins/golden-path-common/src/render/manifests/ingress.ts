/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { publicHosts } from '../../spec/publicHosts';
import { isGrpcPort, publicPort } from '../ports';
import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * The Ingress of an exposed service, where no gateway of Istio's is. Its controller
 * calls the pods itself, outside the mesh: timeout, retries and the canary's share
 * hold for callers in the mesh only.
 *
 * @internal
 */
export function renderIngress(context: RenderContext): Manifest[] {
  const { service, model, environment } = context;
  const { gateway } = model.system.spec;
  const port = publicPort(service.spec);
  const hosts = publicHosts(service.spec, environment, model.system.spec);
  if (gateway.type !== 'ingress' || !port || hosts.length === 0) {
    return [];
  }
  const metadata = serviceMetadata(context);
  return [
    {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'Ingress',
      metadata: {
        ...metadata,
        annotations: {
          ...metadata.annotations,
          // Nothing on an Ingress says so in general; each controller has a way.
          ...(gateway.ingressClass === 'nginx' &&
            isGrpcPort(port) && {
              'nginx.ingress.kubernetes.io/backend-protocol': 'GRPC',
            }),
        },
      },
      spec: {
        ingressClassName: gateway.ingressClass,
        tls: [{ hosts: [...hosts], secretName: gateway.tlsSecret }],
        rules: hosts.map(host => ({
          host,
          http: {
            paths: [
              {
                path: service.spec.traffic.gateway.pathPrefix,
                pathType: 'Prefix',
                backend: {
                  service: { name: service.name, port: { number: port.port } },
                },
              },
            ],
          },
        })),
      },
    },
  ];
}
