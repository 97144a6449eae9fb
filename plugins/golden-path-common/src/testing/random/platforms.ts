/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import fc from './fc';
import { compact, maybe, nastyText, whole } from './texts';

/** `spec.platform` before the quotas of its environments are known. */
export interface PlatformDraft {
  spec: Record<string, unknown> & {
    environments: Array<{ name: string; production?: boolean }>;
  };
  hasMesh: boolean;
  production: boolean;
  /** Percent by which quotas are larger than what is needed; none without. */
  quotaSlack: Array<number | undefined>;
}

const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;

const environment = (name: string) =>
  fc
    .record({
      branch: maybe(fc.constantFrom('main', 'develop', 'release/2026-11')),
      minReadySeconds: maybe(whole(0, 299)),
      hosts: maybe(fc.constantFrom([`${name}.shop.example.com`])),
      repository: maybe(
        fc.constantFrom(`https://git.example.com/shop/${name}.git`),
      ),
      sync: maybe(fc.record({ prune: fc.boolean(), selfHeal: fc.boolean() })),
    })
    .map(parts =>
      compact({
        name,
        cluster: { name: `${name}-1`, server: `https://${name}.example.com` },
        production: name === 'prod' ? true : undefined,
        ...parts,
      }),
    );

const mesh = () =>
  fc
    .record({
      injection: fc.nat({ max: 4 }).map(value => value > 0),
      revision: maybe(fc.constantFrom('stable', 'y')),
      trustDomain: maybe(fc.constantFrom('shop.example.com')),
      egress: maybe(fc.constantFrom('any', 'declared')),
      tracingPercent: maybe(fc.constantFrom(0, 0.1, 100)),
      systemNamespace: maybe(fc.constantFrom('mesh')),
    })
    .map(compact);

const gateway = () =>
  fc
    .record({
      type: maybe(fc.constantFrom('istio', 'ingress')),
      namespace: maybe(fc.constantFrom('edge', 'on')),
      hosts: fc.subarray(['shop.example.com', 'www.example.org'], {
        minLength: 1,
      }),
      tlsSecret: maybe(fc.constantFrom('shop-tls')),
      serviceAccount: maybe(fc.constantFrom('edge-gateway', 'y')),
      selector: maybe(fc.constantFrom({ app: 'edge', tier: '1' })),
      ingressClass: maybe(fc.constantFrom('traefik')),
    })
    .map(compact);

const mail = () =>
  fc
    .record({
      server: fc.constantFrom('smtp.example.com:587', 'localhost:25'),
      from: fc.constantFrom('alerts@example.com', "o'neil+shop@example.com"),
      username: maybe(fc.constantFrom('alerts', 'on', '1e3')),
    })
    .map(compact);

const prometheus = () =>
  fc
    .record({
      namespace: maybe(fc.constantFrom('observability', 'no')),
      selectorLabels: maybe(fc.constantFrom({ release: 'y', team: 'a.b_c' })),
      evaluationInterval: maybe(whole(1, 15).map(seconds => `${seconds}s`)),
      dashboardFolder: maybe(fc.constantFrom('Shop: "all"', 'on')),
      url: maybe(
        fc.constantFrom(
          'http://prometheus.observability.svc:9090',
          'https://metrics.example.com/shop',
        ),
      ),
      mail: maybe(mail()),
      heartbeatUrl: maybe(
        fc.constantFrom('https://heartbeat.example.com/shop?of=dev&every=5m'),
      ),
    })
    .map(compact);

const links = () =>
  fc
    .record({
      runbook: fc.constant('https://docs.example.com/{name}/runbook'),
      dashboard: fc.constant('https://grafana.example.com/d/gp-{name}'),
      entity: maybe(
        fc.constantFrom(
          'https://portal.example.com/catalog/default/component/{name}',
        ),
      ),
      application: maybe(
        fc.constantFrom('https://argocd.example.com/applications/{name}?a=b#c'),
      ),
    })
    .map(compact);

const secretStore = () =>
  fc
    .record({
      name: maybe(fc.constantFrom('vault', 'y')),
      kind: maybe(fc.constantFrom('SecretStore', 'ClusterSecretStore')),
      refreshInterval: maybe(fc.constantFrom('15m', '1h30m')),
    })
    .map(compact);

const delivery = () =>
  fc
    .record({
      repository: fc.constant('https://git.example.com/shop/deploy.git'),
      project: fc.constantFrom('shop', 'null'),
      targetRevision: maybe(fc.constantFrom('release/2026-11', 'on')),
      argocdNamespace: maybe(fc.constantFrom('gitops')),
      sourceRepository: maybe(fc.constantFrom('shop/till.js')),
    })
    .map(compact);

/** A platform without services. */
export const platformDraft = (): fc.Arbitrary<PlatformDraft> =>
  fc
    .record({
      environments: fc
        .subarray([...ENVIRONMENTS], { minLength: 1 })
        .chain(names => fc.tuple(...names.map(environment))),
      namespace: fc.constantFrom('shop-platform', 'y', 'null'),
      mesh: mesh(),
      gateway: gateway(),
      prometheus: prometheus(),
      secrets: maybe(secretStore()),
      links: links(),
      delivery: delivery(),
      telemetry: maybe(
        fc.record({ namespace: fc.constant('otel'), port: whole(1024, 9999) }),
      ),
      env: maybe(
        fc.dictionary(fc.constantFrom('REGION', 'OFF'), nastyText(), {
          noNullPrototype: true,
        }),
      ),
      quotaSlack: fc.array(maybe(whole(0, 50)), {
        minLength: 3,
        maxLength: 3,
      }),
    })
    .map(({ quotaSlack, ...spec }) => ({
      quotaSlack,
      hasMesh: spec.mesh.injection ?? true,
      production: spec.environments.some(({ production }) => production),
      spec: compact({
        apiVersion: 'runtime.openpolicy.io/v1',
        portPool: { from: 7000, to: 7099 },
        registry: 'registry.example.com/shop',
        ...spec,
      }) as PlatformDraft['spec'],
    }));
