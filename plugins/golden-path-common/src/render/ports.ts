/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { isServing, ServicePort, ServiceSpec } from '../spec/serviceSpec';
import { workloadOf } from './workload';

/**
 * Protocols that the mesh reads requests of, as `appProtocol` spells them (Istio,
 * pkg/config/kube/conversion.go). All others are bytes to it.
 */
const HTTP_PROTOCOLS = new Set([
  'http',
  'http2',
  'http_proxy',
  'grpc',
  'grpc-web',
  'kubernetes.io/h2c',
  'kubernetes.io/ws',
]);

/**
 * Port of the pod: what network policies and the mesh's policies match, which
 * see a packet after the Service's port is gone.
 *
 * @internal
 */
export function podPortOf({ port, targetPort }: ServicePort): number {
  return targetPort ?? port;
}

/**
 * Protocol of a port as the Service states it to the mesh.
 *
 * @internal
 */
export function appProtocolOf({ name, appProtocol }: ServicePort): string {
  return appProtocol ?? name.split('-')[0];
}

/** @internal */
export function isHttpPort(port: ServicePort): boolean {
  return port.protocol === 'TCP' && HTTP_PROTOCOLS.has(appProtocolOf(port));
}

/** @internal */
export function isGrpcPort(port: ServicePort): boolean {
  return isHttpPort(port) && appProtocolOf(port).startsWith('grpc');
}

/**
 * Ports that somebody outside the pod may call through the mesh, which carries
 * no UDP.
 *
 * @internal
 */
export function callablePorts(spec: ServiceSpec): ServicePort[] {
  return isServing(spec)
    ? spec.ports.filter(
        ({ expose, protocol }) => expose !== 'none' && protocol === 'TCP',
      )
    : [];
}

/**
 * Ports that the platform's gateway may reach.
 *
 * @internal
 */
export function exposedPorts(spec: ServiceSpec): ServicePort[] {
  return callablePorts(spec).filter(({ expose }) => expose === 'gateway');
}

/**
 * The port that the public host names lead to: a name leads to one port, and a
 * gateway tells names apart only where it understands the protocol.
 *
 * @internal
 */
export function publicPort(spec: ServiceSpec): ServicePort | undefined {
  return exposedPorts(spec).find(isHttpPort);
}

/**
 * Ports on which the pods of a service call each other: members of a StatefulSet
 * elect a leader and copy from it, on ports that nobody else may call.
 *
 * @internal
 */
export function memberPorts(spec: ServiceSpec): ServicePort[] {
  return workloadOf(spec).kind === 'StatefulSet' ? spec.ports : [];
}
