/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { contextOf } from '../../testing/renderObjects';
import { renderPlacedManifests } from '../renderPlatform';

const ledger = makeService({
  name: 'ledger',
  runtime: {
    ports: [
      { name: 'grpc', port: 7017, targetPort: 17017 },
      { name: 'http-admin', port: 7019 },
      { name: 'tcp-feed', port: 7023, protocol: 'UDP' },
      { name: 'tcp-debug', port: 7029, expose: 'none' },
    ],
  },
});

function caller(name: string, ...ports: Array<number | undefined>) {
  return makeService({
    name,
    runtime: {
      dependencies: ports.map(port => ({ ref: 'component:ledger', port })),
    },
  });
}

/** Objects of ledger, by file, kind and name. */
function objectsOf(
  callers: ReturnType<typeof caller>[],
  platform: object = {},
): Record<string, any> {
  const model = makeModel([ledger, ...callers], platform);
  const entries = renderPlacedManifests(contextOf(model, 'ledger')).map(
    ({ path, manifest }) => [
      `${path} ${manifest.kind}/${manifest.metadata.name}`,
      manifest,
    ],
  );
  return Object.fromEntries(entries);
}

/** Those in the files of its edges. */
function edgesOf(
  ...options: Parameters<typeof objectsOf>
): Record<string, any> {
  return Object.fromEntries(
    Object.entries(objectsOf(...options)).filter(([name]) =>
      name.includes('/edge-'),
    ),
  );
}

const FILE = 'services/ledger/edge-basket.yaml';

describe('the edges of a service', () => {
  it('have a file for each caller, with both policies in it', () => {
    expect(
      Object.keys(
        edgesOf([caller('storefront', 7019), caller('basket', 7017)]),
      ),
    ).toEqual([
      'services/ledger/edge-basket.yaml NetworkPolicy/ledger-allow-basket',
      'services/ledger/edge-storefront.yaml NetworkPolicy/ledger-allow-storefront',
      'services/ledger/edge-basket.yaml AuthorizationPolicy/ledger-allow-basket',
      'services/ledger/edge-storefront.yaml AuthorizationPolicy/ledger-allow-storefront',
    ]);
  });

  it("let packets of the caller's pods through to the ports of the pods", () => {
    const edges = edgesOf([caller('basket', 7017, 7019, 7023)]);
    expect(edges[`${FILE} NetworkPolicy/ledger-allow-basket`]).toMatchObject({
      apiVersion: 'networking.k8s.io/v1',
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'ledger' } },
        policyTypes: ['Ingress'],
        ingress: [
          {
            from: [
              {
                podSelector: {
                  matchLabels: { 'app.kubernetes.io/name': 'basket' },
                },
              },
            ],
            ports: [
              { protocol: 'TCP', port: 17017 },
              { protocol: 'TCP', port: 7019 },
              { protocol: 'UDP', port: 7023 },
            ],
          },
        ],
      },
    });
  });

  it("let the caller's identity in, on ports that the mesh carries", () => {
    const edges = edgesOf([caller('basket', 7017, 7019, 7023)], {
      mesh: { trustDomain: 'shop.example.com' },
    });
    expect(
      edges[`${FILE} AuthorizationPolicy/ledger-allow-basket`],
    ).toMatchObject({
      apiVersion: 'security.istio.io/v1',
      spec: {
        selector: { matchLabels: { 'app.kubernetes.io/name': 'ledger' } },
        action: 'ALLOW',
        rules: [
          {
            from: [
              {
                source: {
                  principals: ['shop.example.com/ns/shop-platform/sa/basket'],
                },
              },
            ],
            to: [{ operation: { ports: ['17017', '7019'] } }],
          },
        ],
      },
    });
  });

  it('have no AuthorizationPolicy for UDP alone: without a port it would be for all', () => {
    expect(Object.keys(edgesOf([caller('basket', 7023)]))).toEqual([
      `${FILE} NetworkPolicy/ledger-allow-basket`,
    ]);
  });

  it('have no AuthorizationPolicy where pods have no proxy', () => {
    expect(
      Object.keys(
        edgesOf([caller('basket', 7017)], { mesh: { injection: false } }),
      ),
    ).toEqual([`${FILE} NetworkPolicy/ledger-allow-basket`]);
  });

  it('do not open a port that only the pod may call', () => {
    const edges = edgesOf([caller('basket', 7029)]);
    expect(JSON.stringify(Object.values(edges))).not.toContain('7029');
  });

  it('change no file but their own when a caller comes', () => {
    const before = objectsOf([caller('basket', 7017)]);
    const after = objectsOf([
      caller('basket', 7017),
      caller('storefront', 7019),
    ]);
    const added = Object.keys(after).filter(name => !(name in before));
    expect(added).toEqual([
      'services/ledger/edge-storefront.yaml NetworkPolicy/ledger-allow-storefront',
      'services/ledger/edge-storefront.yaml AuthorizationPolicy/ledger-allow-storefront',
    ]);
    for (const [name, object] of Object.entries(before)) {
      expect(after[name]).toEqual(object);
    }
  });

  it('agree with what the caller may call', () => {
    const model = makeModel([ledger, caller('basket', 7017, 7019)]);
    const [policyOfCaller, edge] = [
      renderPlacedManifests(contextOf(model, 'basket')),
      renderPlacedManifests(contextOf(model, 'ledger')),
    ].map(
      placed =>
        placed.find(({ manifest }) =>
          ['basket', 'ledger-allow-basket'].includes(
            manifest.kind === 'NetworkPolicy' ? manifest.metadata.name : '',
          ),
        )!.manifest as any,
    );
    const egress = policyOfCaller.spec.egress.find(
      ({ to }: any) =>
        to[0].podSelector?.matchLabels['app.kubernetes.io/name'] === 'ledger',
    );
    expect(egress.ports).toEqual(edge.spec.ingress[0].ports);
  });
});
