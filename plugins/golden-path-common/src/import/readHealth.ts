/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, Fields, fieldsAt, numberAt, textAt } from '../lint/access';
import { portNumber, Workload } from '../lint/workload';

const PROBES = {
  startup: 'startupProbe',
  liveness: 'livenessProbe',
  readiness: 'readinessProbe',
} as const;

/**
 * What the kubelet asks a live service.
 *
 * @param ports - of its spec
 * @internal
 */
export function readHealth(
  container: Fields,
  workload: Workload,
  ports: readonly Fields[],
): Fields {
  // A probe of the metrics port stands in where no port can be asked.
  const asked = Object.values(PROBES)
    .map(name => fieldsAt(container, name))
    .map(probe => {
      const place = probedPort(probe, workload, ports);
      return { probe: place < 0 ? {} : probe, place };
    });
  const [startup, liveness, readiness] = asked.map(({ probe }) =>
    probePath(probe),
  );
  const place = Math.max(...asked.map(entry => entry.place));
  const { startupProbe } = container;
  const threshold = numberAt(startupProbe, 'failureThreshold');
  return {
    port: place > 0 ? ports[place].name : undefined,
    ...(startup !== liveness && { startup }),
    liveness,
    readiness,
    ...(threshold !== undefined && {
      startupSeconds:
        (numberAt(startupProbe, 'periodSeconds') ?? 10) * threshold,
    }),
  };
}

/** Place of the port that a probe asks; -1 if it is none of the service's. */
function probedPort(
  probe: Fields,
  workload: Workload,
  ports: readonly Fields[],
): number {
  const asked = ['httpGet', 'tcpSocket', 'grpc']
    .map(action => at(probe, action, 'port'))
    .find(port => port !== undefined);
  const number = asked && portNumber(workload, asked as string | number);
  return ports.findIndex(
    ({ port, targetPort }) => (targetPort ?? port) === number,
  );
}

/** gRPC's probes name a service, which the spec writes as a path. */
function probePath(probe: Fields): string | undefined {
  const service = textAt(probe, 'grpc', 'service');
  return service === undefined
    ? textAt(probe, 'httpGet', 'path')
    : `/${service}`;
}
