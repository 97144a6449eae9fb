/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, Fields, listAt, numberAt, textAt } from '../lint/access';
import { portNumber } from '../lint/workload';
import { METRICS_PORT_NAME } from '../render/conventions';
import { LiveService } from './liveServices';

/**
 * Ports of a live service: those of its Services, then those of its pods that no
 * Service offers.
 *
 * @internal
 */
export function readPorts(service: LiveService): Fields[] {
  const { workload } = service;
  const metrics = metricsPort(service);
  const offered = service.objects
    .filter(
      ({ kind, spec }) =>
        kind === 'Service' && at(spec, 'clusterIP') !== 'None',
    )
    .flatMap(({ spec }) => listAt(spec, 'ports'))
    .map(port => {
      const target = (at(port, 'targetPort') ?? at(port, 'port')) as number;
      return {
        name: textAt(port, 'name'),
        port: numberAt(port, 'port'),
        targetPort: portNumber(workload, target),
        protocol: textAt(port, 'protocol'),
        appProtocol: textAt(port, 'appProtocol'),
        label: textAt(port, 'name') ?? String(target),
      };
    });
  const reached = new Set(offered.map(({ targetPort }) => targetPort));
  const unreached = workload.containers
    .flatMap(({ ports, isInit, name }) =>
      isInit || name === 'istio-proxy' ? [] : ports,
    )
    .filter(({ number }) => !reached.has(number))
    .map(({ name, number, protocol }) => ({
      name,
      port: number,
      targetPort: number,
      protocol,
      appProtocol: undefined,
      label: name ?? '',
      // No Service offers it.
      expose: 'none',
    }));
  return [...offered, ...unreached]
    .filter(
      ({ label, targetPort }) =>
        label !== METRICS_PORT_NAME && targetPort !== metrics,
    )
    .map(({ label, targetPort, appProtocol, ...port }, position) => {
      const name = readPortName(port.name, position);
      return {
        ...port,
        name,
        ...(targetPort !== port.port && { targetPort }),
        ...(appProtocol &&
          appProtocol !== name.split('-')[0] && { appProtocol }),
      };
    });
}

/** GP-PORT-002 wants http, grpc, tcp or udp in front. */
function readPortName(name: string | undefined, position: number): string {
  if (name === undefined) {
    return position === 0 ? 'http' : `http-${position + 1}`;
  }
  return /^(http|grpc|tcp|udp)(-|$)/.test(name)
    ? name
    : `http-${name}`.slice(0, 15).replace(/-$/, '');
}

/** Where Prometheus reads a live service. @internal */
export function readMetrics(service: LiveService): Fields {
  const monitor = service.objects.find(({ kind }) => kind === 'ServiceMonitor');
  const [endpoint] = listAt(monitor?.spec, 'endpoints');
  return {
    port: metricsPort(service),
    path: textAt(endpoint, 'path'),
    interval: textAt(endpoint, 'interval'),
  };
}

/** The pod's port that a ServiceMonitor reads, or the one of that name. */
function metricsPort({ objects, workload }: LiveService): number | undefined {
  const monitor = objects.find(({ kind }) => kind === 'ServiceMonitor');
  const name = textAt(listAt(monitor?.spec, 'endpoints')[0], 'port');
  const port = objects
    .filter(({ kind }) => kind === 'Service')
    .flatMap(({ spec }) => listAt(spec, 'ports'))
    .find(entry => name !== undefined && textAt(entry, 'name') === name);
  const target = at(port, 'targetPort') ?? METRICS_PORT_NAME;
  return portNumber(workload, target as string | number);
}
