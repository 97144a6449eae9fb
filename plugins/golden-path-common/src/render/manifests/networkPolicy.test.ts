/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { contextOf, renderKind } from '../../testing/renderObjects';
import { renderPlacedManifests } from '../renderPlatform';
import { Manifest } from '../types';

const ledger = makeService({
  name: 'ledger',
  runtime: {
    ports: [
      { name: 'grpc', port: 7017, targetPort: 17017 },
      { name: 'http-admin', port: 7019 },
      { name: 'tcp-feed', port: 7023, protocol: 'UDP' },
    ],
  },
});

const EVERYBODY = {
  dns: {
    to: [
      {
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' },
        },
        podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
      },
      { ipBlock: { cidr: '169.254.20.10/32' } },
    ],
    ports: [
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ],
  },
  istiod: {
    to: [
      {
        namespaceSelector: {
          matchLabels: { 'kubernetes.io/metadata.name': 'istio-system' },
        },
        podSelector: { matchLabels: { app: 'istiod' } },
      },
    ],
    ports: [{ protocol: 'TCP', port: 15012 }],
  },
};

/** The policy of checkout beside ledger. */
function policyOf(runtime: object = {}, platform: object = {}): any {
  const checkout = makeService({ runtime });
  const { manifest } = renderPlacedManifests(
    contextOf(makeModel([checkout, ledger], platform), 'checkout'),
  ).find(
    ({ manifest: { kind, metadata } }) =>
      kind === 'NetworkPolicy' && metadata.name === 'checkout',
  )!;
  return manifest satisfies Manifest;
}

/** Rules of egress beyond those that every pod has. */
function ownEgress(runtime: object, platform: object = {}) {
  return policyOf(runtime, platform).spec.egress.slice(2);
}

const tcp = (...ports: number[]) =>
  ports.map(port => ({ protocol: 'TCP', port }));
const pods = (name: string) => ({
  podSelector: { matchLabels: { 'app.kubernetes.io/name': name } },
});
const namespace = (name: string) => ({
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
});

describe('the NetworkPolicy of a service', () => {
  it("is about all of its pods, a canary's too, and both directions", () => {
    expect(policyOf()).toMatchObject({
      apiVersion: 'networking.k8s.io/v1',
      metadata: { name: 'checkout', namespace: 'shop-platform' },
      spec: {
        podSelector: { matchLabels: { 'app.kubernetes.io/name': 'checkout' } },
        policyTypes: ['Ingress', 'Egress'],
      },
    });
  });

  it('lets every pod look names up and reach istiod, and nothing else', () => {
    expect(policyOf().spec.egress).toEqual([EVERYBODY.dns, EVERYBODY.istiod]);
  });

  it('knows no istiod where pods have no proxy', () => {
    const { spec } = policyOf({}, { mesh: { injection: false } });
    expect(spec.egress).toEqual([EVERYBODY.dns]);
    expect(spec.ingress).toEqual([
      { from: [namespace('monitoring')], ports: tcp(9090) },
    ]);
  });

  it('finds istiod, Prometheus and the collector where the platform says', () => {
    const { spec } = policyOf(
      {},
      {
        mesh: { systemNamespace: 'mesh-system' },
        prometheus: { namespace: 'watch' },
        telemetry: { namespace: 'traces', port: 4319 },
      },
    );
    expect(spec.egress[1].to).toEqual([
      {
        ...namespace('mesh-system'),
        podSelector: { matchLabels: { app: 'istiod' } },
      },
    ]);
    expect(spec.egress[2]).toEqual({
      to: [namespace('traces')],
      ports: tcp(4319),
    });
    expect(spec.ingress[0].from).toEqual([namespace('watch')]);
  });

  it('lets Prometheus read the metrics of the pod and of its proxy', () => {
    expect(policyOf({ metrics: { port: 9191 } }).spec.ingress).toEqual([
      { from: [namespace('monitoring')], ports: tcp(9191, 15020, 15090) },
    ]);
  });

  it("names the ports of pods, since packets no longer know the Service's", () => {
    expect(
      ownEgress({
        dependencies: [
          { ref: 'component:ledger' },
          { ref: 'resource:redis' },
          { ref: 'component:ledger', port: 7019 },
          { ref: 'component:ledger', port: 7023 },
        ],
      }),
    ).toEqual([
      {
        to: [pods('ledger')],
        ports: [...tcp(17017, 7019), { protocol: 'UDP', port: 7023 }],
      },
      { to: [pods('redis')], ports: tcp(6379) },
    ]);
  });

  it('lets hosts outside the cluster be called, but no private address', () => {
    const [rule, ...others] = ownEgress({
      security: {
        egressHosts: [
          { host: 'api.example.com' },
          { host: 'mail.example.com', port: 2525, tls: false },
          { host: 'pay.example.com' },
        ],
      },
    });
    expect(others).toEqual([]);
    expect(rule.ports).toEqual(tcp(443, 2525));
    expect(rule.to).toEqual([
      {
        ipBlock: {
          cidr: '0.0.0.0/0',
          except: [
            '10.0.0.0/8',
            '100.64.0.0/10',
            '169.254.0.0/16',
            '172.16.0.0/12',
            '192.168.0.0/16',
          ],
        },
      },
    ]);
  });

  it('lets what has a Role reach the API server, wherever that is', () => {
    expect(
      ownEgress({ rbac: [{ resources: ['pods'], verbs: ['get'] }] }),
    ).toEqual([
      { to: [{ ipBlock: { cidr: '0.0.0.0/0' } }], ports: tcp(443, 6443) },
    ]);
  });

  it.each([
    ['global', true, 1],
    ['pod', true, 0],
    ['global', false, 0],
  ])(
    'reaches the rate limit service for a limit of scope %s with a mesh: %s',
    (scope, injection, rules) => {
      const { egress } = policyOf(
        { traffic: { rateLimit: { rps: 37, scope } } },
        { mesh: { injection } },
      ).spec;
      expect(
        egress.filter(
          (rule: any) =>
            JSON.stringify(rule.to) === JSON.stringify([pods('ratelimit')]),
        ),
      ).toHaveLength(rules);
    },
  );

  it("lets the pods of Istio's gateway call the exposed ports only", () => {
    expect(
      policyOf({
        ports: [
          { port: 7013, targetPort: 17013, expose: 'gateway' },
          { name: 'http-admin', port: 7011 },
        ],
      }).spec.ingress[0],
    ).toEqual({
      from: [
        {
          ...namespace('istio-ingress'),
          podSelector: { matchLabels: { istio: 'ingressgateway' } },
        },
      ],
      ports: tcp(17013),
    });
  });

  it('lets in the namespace of an Ingress controller, whose labels nobody said', () => {
    const { ingress } = policyOf(
      { ports: [{ port: 7013, expose: 'gateway' }] },
      { gateway: { type: 'ingress', namespace: 'edge' } },
    ).spec;
    expect(ingress[0].from).toEqual([namespace('edge')]);
  });

  it('lets the members of a StatefulSet call each other, on private ports too', () => {
    const { ingress, egress } = policyOf({
      workload: { kind: 'statefulset' },
      replicas: 3,
      ports: [
        { port: 7013, targetPort: 17013 },
        { name: 'tcp-raft', port: 7029, expose: 'none' },
      ],
    }).spec;
    const ports = tcp(17013, 7029);
    expect(ingress).toContainEqual({ from: [pods('checkout')], ports });
    expect(egress).toContainEqual({ to: [pods('checkout')], ports });
  });

  it.each(['cronjob', 'job'])('lets nobody call a %s', kind => {
    const { spec } = policyOf({
      workload: { kind, schedule: '15 3 * * *' },
      ports: [],
      dependencies: [{ ref: 'resource:redis' }],
    });
    expect(spec.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(spec).not.toHaveProperty('ingress');
    expect(spec.egress[2]).toEqual({ to: [pods('redis')], ports: tcp(6379) });
  });

  it('comes before what runs', () => {
    expect(
      renderKind('NetworkPolicy').metadata.annotations[
        'argocd.argoproj.io/sync-wave'
      ],
    ).toBe('-2');
  });
});
