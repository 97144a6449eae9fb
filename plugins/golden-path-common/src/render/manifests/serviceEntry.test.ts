/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { contextOf, renderObjects } from '../../testing/renderObjects';
import { renderPlacedManifests } from '../renderPlatform';

function entriesOf(egressHosts: object[]): Record<string, any> {
  return Object.fromEntries(
    Object.entries(renderObjects({ security: { egressHosts } }))
      .filter(([name]) => name.startsWith('ServiceEntry/'))
      .map(([name, { spec }]) => [name.slice('ServiceEntry/'.length), spec]),
  );
}

describe('the ServiceEntries of a service', () => {
  it('tell its namespace about each host outside the cluster, with all its ports', () => {
    expect(
      entriesOf([
        { host: 'api.example.com' },
        { host: 'www.example.org', port: 80, tls: false },
        { host: 'api.example.com', port: 8443 },
        { host: 'api.example.com' },
      ]),
    ).toEqual({
      'checkout-to-api-example-com': {
        hosts: ['api.example.com'],
        exportTo: ['.'],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [
          { number: 443, name: 'tls-443', protocol: 'TLS' },
          { number: 8443, name: 'tls-8443', protocol: 'TLS' },
        ],
      },
      'checkout-to-www-example-org': {
        hosts: ['www.example.org'],
        exportTo: ['.'],
        location: 'MESH_EXTERNAL',
        resolution: 'DNS',
        ports: [{ number: 80, name: 'http-80', protocol: 'HTTP' }],
      },
    });
  });

  it('keep the address that the service looked up for plain bytes', () => {
    expect(
      entriesOf([{ host: 'mail.example.com', port: 2525, tls: false }]),
    ).toMatchObject({
      'checkout-to-mail-example-com': {
        resolution: 'NONE',
        ports: [{ number: 2525, name: 'tcp-2525', protocol: 'TCP' }],
      },
    });
  });

  it('keep it for many names behind an asterisk', () => {
    expect(entriesOf([{ host: '*.example.com' }])).toMatchObject({
      'checkout-to-any-example-com': {
        hosts: ['*.example.com'],
        resolution: 'NONE',
      },
    });
  });

  it('agree about a host with those of another service', () => {
    const model = makeModel([
      makeService({
        runtime: { security: { egressHosts: [{ host: 'mail.example.com' }] } },
      }),
      makeService({
        name: 'postman',
        runtime: {
          security: {
            egressHosts: [{ host: 'mail.example.com', port: 25, tls: false }],
          },
        },
      }),
    ]);
    const resolutions = model.services.flatMap(({ name }) =>
      renderPlacedManifests(contextOf(model, name))
        .filter(({ manifest }) => manifest.kind === 'ServiceEntry')
        .map(({ manifest }: any) => manifest.spec.resolution),
    );
    expect(resolutions).toEqual(['NONE', 'NONE']);
  });
});
