/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

const EXPOSED = {
  ports: [
    { name: 'http-admin', port: 7011 },
    { port: 7013, targetPort: 17013, expose: 'gateway' },
  ],
};
const GATEWAY = {
  type: 'ingress',
  hosts: ['shop.example.com', 'www.example.com'],
};

describe('the Ingress', () => {
  it("leads each host to the Service's exposed port, with a certificate", () => {
    const { spec } = renderKind(
      'Ingress',
      { ...EXPOSED, traffic: { gateway: { pathPrefix: '/pay' } } },
      {
        gateway: { ...GATEWAY, ingressClass: 'haproxy', tlsSecret: 'shop-tls' },
      },
    );
    const paths = [
      {
        path: '/pay',
        pathType: 'Prefix',
        backend: { service: { name: 'checkout', port: { number: 7013 } } },
      },
    ];
    expect(spec).toEqual({
      ingressClassName: 'haproxy',
      tls: [{ hosts: GATEWAY.hosts, secretName: 'shop-tls' }],
      rules: [
        { host: 'shop.example.com', http: { paths } },
        { host: 'www.example.com', http: { paths } },
      ],
    });
  });

  it.each([
    ['nginx', 'GRPC'],
    ['haproxy', undefined],
  ])('tells %s that a port is gRPC', (ingressClass, protocol) => {
    const { metadata } = renderKind(
      'Ingress',
      { ports: [{ name: 'grpc', port: 7017, expose: 'gateway' }] },
      { gateway: { ...GATEWAY, ingressClass } },
    );
    expect(
      metadata.annotations['nginx.ingress.kubernetes.io/backend-protocol'],
    ).toBe(protocol);
  });

  it('is there without a mesh too', () => {
    expect(
      renderObjects(EXPOSED, { gateway: GATEWAY, mesh: { injection: false } }),
    ).toHaveProperty(['Ingress/checkout']);
  });

  it.each([
    ["Istio's gateway brings the requests", EXPOSED, { type: 'istio' }],
    ['nothing is exposed', {}, {}],
    ['there is no host', EXPOSED, { hosts: [] }],
  ])('is not there where %s', (_, runtime, gateway) => {
    expect(
      renderObjects(runtime, { gateway: { ...GATEWAY, ...gateway } }),
    ).not.toHaveProperty(['Ingress/checkout']);
  });
});
