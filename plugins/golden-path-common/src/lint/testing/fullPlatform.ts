/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../../model/types';
import { PLATFORM_KINDS } from '../../render/manifests';
import {
  placed,
  renderContextOf,
  renderServiceManifests,
} from '../../render/renderPlatform';
import { Manifest } from '../../render/types';
import { makeModel, makeService } from '../../testing/builders';

/** The one environment of the test's platform. */
export const ENVIRONMENT = 'stage';

/** As production needs it. */
const IMAGE = { tag: '1.3.0', digest: `sha256:${'0f1e2d3c'.repeat(8)}` };

/**
 * A platform that uses everything once: each kind of workload, each strategy, an
 * exposed port, edges to services and to a database, secrets, a Role, a rate
 * limit, hosts outside.
 */
export function makeFullModel(platform: object = {}): PlatformModel {
  return makeModel(
    [
      makeService({
        runtime: {
          tier: 1,
          language: 'node',
          image: IMAGE,
          ports: [
            { name: 'http', port: 7013, targetPort: 8013, expose: 'gateway' },
            { name: 'grpc', port: 7014 },
          ],
          dependencies: [
            { ref: 'component:ledger' },
            { ref: 'resource:redis' },
          ],
          env: { FEATURE: 'on' },
          secrets: [{ key: 'card-key', path: 'shop/checkout/card-key' }],
          rbac: [
            {
              resources: ['configmaps'],
              resourceNames: ['prices'],
              verbs: ['get'],
            },
          ],
          business: [
            {
              name: 'orders',
              title: 'Orders',
              promql: 'sum(rate(orders_total[5m]))',
              alertBelow: 3,
            },
          ],
          security: { egressHosts: [{ host: 'api.example.com' }] },
          traffic: { rateLimit: { rps: 70 } },
          rollout: {
            strategy: 'canary',
            canary: { weight: 7, image: { ...IMAGE, tag: '1.4.0' } },
          },
        },
      }),
      makeService({
        name: 'ledger',
        title: 'Ledger',
        runtime: {
          image: IMAGE,
          ports: [{ port: 7017 }],
          scale: { min: 3, max: 7 },
          workload: {
            kind: 'statefulset',
            storage: { size: '3Gi', path: '/data' },
          },
        },
      }),
      makeService({
        name: 'nightly',
        title: 'Nightly',
        runtime: {
          image: IMAGE,
          ports: [],
          workload: { kind: 'cronjob', schedule: '15 3 * * *' },
          dependencies: [{ ref: 'component:ledger' }],
        },
      }),
      makeService({
        name: 'pricing',
        title: 'Pricing',
        runtime: {
          image: IMAGE,
          ports: [{ port: 7019 }],
          rollout: { strategy: 'rollouts' },
        },
      }),
      makeService({
        name: 'migrate',
        title: 'Migrate',
        runtime: { image: IMAGE, ports: [], workload: { kind: 'job' } },
      }),
    ],
    {
      mesh: { egress: 'declared' },
      telemetry: { namespace: 'telemetry' },
      ...platform,
      gateway: {
        hosts: ['shop.example.com'],
        ...(platform as { gateway?: object }).gateway,
      },
    },
  );
}

/** Every object of a model, as `lintPlatform` sees them together. */
export function renderObjects(model: PlatformModel): Manifest[] {
  const { environment } = renderContextOf(model, {
    environment: ENVIRONMENT,
    service: model.services[0].name,
  });
  const context = { model, environment };
  return [
    ...PLATFORM_KINDS.flatMap(kind =>
      placed(kind, context, kind.render(context)).map(
        ({ manifest }) => manifest,
      ),
    ),
    ...model.services.flatMap(service =>
      renderServiceManifests({ ...context, service }),
    ),
  ];
}
