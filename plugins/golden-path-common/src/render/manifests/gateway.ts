/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { publicHosts } from '../../spec/publicHosts';
import { publicPort } from '../ports';
import { Manifest, PlatformContext } from '../types';
import { platformMetadata } from './metadata';

/**
 * The Gateway of a platform, for the public hosts of all its services. Plain HTTP
 * is only there to be sent to HTTPS.
 *
 * The Secret with the certificate lies in the namespace of the gateway's pods, which
 * is where Istio looks for it, not in that of this object.
 *
 * @internal
 */
export function renderGateway(context: PlatformContext): Manifest[] {
  const { system } = context.model;
  const { gateway } = system.spec;
  const hosts = hostsOf(context);
  if (gateway.type !== 'istio' || hosts.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'networking.istio.io/v1',
      kind: 'Gateway',
      metadata: platformMetadata(context, system.name),
      spec: {
        selector: gateway.selector,
        servers: [
          {
            port: { number: 443, name: 'https', protocol: 'HTTPS' },
            tls: {
              mode: 'SIMPLE',
              credentialName: gateway.tlsSecret,
              minProtocolVersion: 'TLSV1_2',
            },
            hosts,
          },
          {
            port: { number: 80, name: 'http', protocol: 'HTTP' },
            tls: { httpsRedirect: true },
            hosts,
          },
        ],
      },
    },
  ];
}

/**
 * Sorted, each once. The dot lets only VirtualServices of this namespace answer for
 * a host; without it any namespace could take its requests.
 */
function hostsOf({ model, environment }: PlatformContext): string[] {
  const hosts = model.services
    .filter(({ spec }) => publicPort(spec))
    .flatMap(({ spec }) =>
      publicHosts(spec, environment, model.system.spec).map(
        host => `./${host}`,
      ),
    );
  return [...new Set(hosts)].sort();
}
