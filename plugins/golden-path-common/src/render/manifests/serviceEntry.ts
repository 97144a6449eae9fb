/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../../model/types';
import { Manifest, RenderContext } from '../types';
import { OutsideHost, outsideHostsOf } from '../outsideHosts';
import { serviceMetadata } from './metadata';

/**
 * Tells the mesh about each host outside the cluster that a service calls, so that
 * its calls have a name in metrics and pass where only known hosts may be called.
 * Another namespace does not see it. Two services may name the same host: Istio
 * merges entries of one namespace.
 *
 * @internal
 */
export function renderServiceEntries(context: RenderContext): Manifest[] {
  const { service, model } = context;
  return [...byHost(outsideHostsOf(service, model))].map(([host, ports]) => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'ServiceEntry',
    metadata: serviceMetadata(
      context,
      `${service.name}-to-${host.replaceAll('.', '-').replace('*', 'any')}`,
    ),
    spec: {
      hosts: [host],
      exportTo: ['.'],
      location: 'MESH_EXTERNAL',
      resolution: isResolvedByCaller(host, model) ? 'NONE' : 'DNS',
      ports: ports.map(portOf),
    },
  }));
}

/** A host with several ports is one entry; a port that is there twice counts once. */
function byHost(hosts: readonly OutsideHost[]): Map<string, OutsideHost[]> {
  const byName = new Map<string, OutsideHost[]>();
  for (const entry of hosts) {
    const known = byName.get(entry.host) ?? [];
    if (!known.some(({ port }) => port === entry.port)) {
      byName.set(entry.host, [...known, entry]);
    }
  }
  return byName;
}

/**
 * Whether a connection goes to the address that the service looked up itself. The
 * proxy can only look up a name that it sees: not one of many behind an asterisk,
 * and none in plain bytes, where all hosts on one port would become the first of
 * them. All entries of a host must say the same, whichever service brings them.
 */
function isResolvedByCaller(host: string, model: PlatformModel): boolean {
  return (
    host.startsWith('*') ||
    model.services.some(service =>
      outsideHostsOf(service, model).some(
        entry => entry.host === host && protocolOf(entry) === 'TCP',
      ),
    )
  );
}

function portOf(entry: OutsideHost) {
  const protocol = protocolOf(entry);
  return {
    number: entry.port,
    name: `${protocol.toLocaleLowerCase('en-US')}-${entry.port}`,
    protocol,
  };
}

/**
 * What the service encrypts itself is passed on by the name in its greeting. Plain
 * text is HTTP on port 80 only: elsewhere it may be SMTP or a database, which the
 * proxy would break by reading it as HTTP.
 */
function protocolOf({ port, tls }: OutsideHost): 'TLS' | 'HTTP' | 'TCP' {
  if (tls) {
    return 'TLS';
  }
  return port === 80 ? 'HTTP' : 'TCP';
}
