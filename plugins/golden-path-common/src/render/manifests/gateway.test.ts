/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { renderPlatformObjects } from '../../testing/renderPlatformObjects';

const EXPOSED = { ports: [{ port: 7013, expose: 'gateway' }] };

function gatewayOf(
  services: ReturnType<typeof makeService>[],
  platform: object = {},
) {
  return renderPlatformObjects(makeModel(services, platform))['Gateway/shop'];
}

describe('the Gateway', () => {
  it('takes HTTPS, and sends plain HTTP there', () => {
    const { spec } = gatewayOf([makeService({ runtime: EXPOSED })], {
      gateway: {
        selector: { istio: 'edge' },
        hosts: ['shop.example.com'],
        tlsSecret: 'shop-tls',
      },
    });
    expect(spec).toEqual({
      selector: { istio: 'edge' },
      servers: [
        {
          port: { number: 443, name: 'https', protocol: 'HTTPS' },
          tls: {
            mode: 'SIMPLE',
            credentialName: 'shop-tls',
            minProtocolVersion: 'TLSV1_2',
          },
          hosts: ['./shop.example.com'],
        },
        {
          port: { number: 80, name: 'http', protocol: 'HTTP' },
          tls: { httpsRedirect: true },
          hosts: ['./shop.example.com'],
        },
      ],
    });
  });

  it('answers for the hosts of all exposed services, each once', () => {
    const { spec } = gatewayOf(
      [
        makeService({ runtime: EXPOSED }),
        makeService({ name: 'storefront', runtime: EXPOSED }),
        makeService({
          name: 'search',
          runtime: {
            ...EXPOSED,
            traffic: { gateway: { hosts: ['find.example.com'] } },
          },
        }),
        makeService({
          name: 'ledger',
          runtime: { traffic: { gateway: { hosts: ['no.example.com'] } } },
        }),
      ],
      { gateway: { hosts: ['shop.example.com'] } },
    );
    for (const { hosts } of spec.servers) {
      expect(hosts).toEqual(['./find.example.com', './shop.example.com']);
    }
  });

  it.each([
    ['an Ingress brings the requests', EXPOSED, { type: 'ingress' }, {}],
    ['nothing is exposed', {}, {}, {}],
    ['there is no host', EXPOSED, { hosts: [] }, {}],
    ['there is no mesh', EXPOSED, {}, { mesh: { injection: false } }],
  ])('is not there where %s', (_, runtime, gateway, platform) => {
    expect(
      gatewayOf([makeService({ runtime })], {
        gateway: { hosts: ['shop.example.com'], ...gateway },
        ...platform,
      }),
    ).toBeUndefined();
  });
});
