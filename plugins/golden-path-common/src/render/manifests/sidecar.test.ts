/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { contextOf, renderKind } from '../../testing/renderObjects';
import { renderPlacedManifests } from '../renderPlatform';

function hostsOf(runtime: object, platform: object = {}) {
  return renderKind('Sidecar', runtime, platform).spec.egress[0].hosts;
}

describe('the Sidecar', () => {
  it('is about the pods of the service', () => {
    expect(renderKind('Sidecar').spec.workloadSelector).toEqual({
      labels: { 'app.kubernetes.io/name': 'checkout' },
    });
  });

  it('knows what the service calls, and the mesh itself', () => {
    const model = makeModel([
      makeService({
        runtime: {
          dependencies: [
            { ref: 'resource:redis' },
            { ref: 'component:ledger' },
            { ref: 'component:ledger', port: 7019 },
            { ref: 'component:nowhere' },
          ],
          security: {
            egressHosts: [
              { host: 'api.example.com' },
              { host: 'api.example.com', port: 8443 },
            ],
          },
        },
      }),
      makeService({
        name: 'ledger',
        runtime: {
          ports: [{ port: 7017 }, { name: 'http-admin', port: 7019 }],
        },
      }),
    ]);
    const placed = renderPlacedManifests(contextOf(model, 'checkout'));
    const sidecar: any = placed.find(
      ({ manifest }) => manifest.kind === 'Sidecar',
    )!.manifest;
    expect(sidecar.spec.egress).toEqual([
      {
        hosts: [
          './api.example.com',
          './ledger.shop-platform.svc.cluster.local',
          './redis.shop-platform.svc.cluster.local',
          'istio-system/*',
        ],
      },
    ]);
  });

  it.each([
    [
      'the collector of traces',
      {},
      { telemetry: { namespace: 'observability' } },
      'observability/*',
    ],
    [
      'the API server, of a service with a Role',
      { rbac: [{ resources: ['pods'], verbs: ['get'] }] },
      {},
      'default/kubernetes.default.svc.cluster.local',
    ],
    [
      'the rate limit service, of a global limit',
      { traffic: { rateLimit: { rps: 37, scope: 'global' } } },
      {},
      './ratelimit.shop-platform.svc.cluster.local',
    ],
    [
      'the members of a StatefulSet',
      { workload: { kind: 'statefulset' } },
      {},
      './checkout-headless.shop-platform.svc.cluster.local',
    ],
    [
      'a system namespace of another name',
      {},
      { mesh: { systemNamespace: 'mesh-system' } },
      'mesh-system/*',
    ],
  ])('knows %s', (_, runtime, platform, host) => {
    expect(hostsOf(runtime, platform)).toContain(host);
    expect(hostsOf({})).not.toContain(host);
  });

  it.each([
    ['any', 'ALLOW_ANY'],
    ['declared', 'REGISTRY_ONLY'],
  ])('with egress %s lets the proxy be %s', (egress, mode) => {
    const { outboundTrafficPolicy } = renderKind(
      'Sidecar',
      {},
      { mesh: { egress } },
    ).spec;
    expect(outboundTrafficPolicy).toEqual({ mode });
  });

  it('is there for a job too, which calls others', () => {
    expect(
      hostsOf({
        workload: { kind: 'job' },
        ports: [],
        dependencies: [{ ref: 'resource:redis' }],
      }),
    ).toContain('./redis.shop-platform.svc.cluster.local');
  });
});
