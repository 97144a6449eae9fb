/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { makeModel, makeService } from '../testing/builders';
import { renderService } from './renderPlatform';

const ENVIRONMENT = 'stage';
const SERVICES = 24;
const ROUNDS = 9;
const ROUNDS_IF_BUSY = 151;
const RENDERS = 41;

/** Half of the renders must take less, in milliseconds (issue 4). */
const MEDIAN_LIMIT = 5;

/** What a service of the platform has, and an override for the environment. */
function busyService(index: number, runtime: object = {}): ServiceDefinition {
  const name = `service-${String(index).padStart(2, '0')}`;
  const others = [1, 3, 7, 11].map(step => (index + step) % SERVICES);
  return makeService({
    name,
    title: `Service ${index}`,
    runtime: {
      tier: 1,
      language: 'go',
      image: { tag: '1.3.0', digest: `sha256:${'5a'.repeat(32)}` },
      ports: [
        { name: 'http', port: 7001 + index, expose: 'gateway' },
        { name: 'grpc', port: 7031 + index },
      ],
      env: { REGION: 'here', FEATURES: 'a,b', POOL_SIZE: '7' },
      secrets: [
        { key: 'api-key', path: `shop/${name}/api-key` },
        { key: 'db-password', path: `shop/${name}/db-password` },
      ],
      dependencies: [
        { ref: 'resource:redis' },
        ...others.map(other => ({
          ref: `component:service-${String(other).padStart(2, '0')}`,
          timeout: '2s',
        })),
      ],
      traffic: { rateLimit: { rps: 71 } },
      security: { egressHosts: [{ host: 'api.example.com' }] },
      rbac: [{ resources: ['configmaps'], verbs: ['get', 'watch'] }],
      business: [
        {
          name: 'orders',
          title: 'Orders',
          promql: 'sum(rate(orders_total[5m]))',
          alertBelow: 3,
        },
      ],
      environments: { [ENVIRONMENT]: { scale: { min: 3, max: 7 } } },
      ...runtime,
    },
  });
}

function medianOf(values: number[]): number {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** The platform right after somebody changed a letter of one service's spec. */
function afterKeyPress(
  model: PlatformModel,
  service: ServiceDefinition,
): { model: PlatformModel; service: ServiceDefinition } {
  const changed = { ...service, spec: { ...service.spec } };
  return {
    service: changed,
    model: {
      ...model,
      services: model.services.map(entry =>
        entry.entityRef === service.entityRef ? changed : entry,
      ),
    },
  };
}

describe('the speed of rendering', () => {
  it.each([
    ['a canary', { strategy: 'canary', canary: { image: { tag: '1.4.0' } } }],
    ['an Argo Rollout', { strategy: 'rollouts' }],
  ])(
    'keeps a preview of a service with %s and all its files under 5 ms at every key press',
    (_, rollout) => {
      const service = busyService(5, { rollout });
      const model = makeModel([
        service,
        ...Array.from({ length: SERVICES }, (__, index) => index)
          .filter(index => index !== 5)
          .map(index => busyService(index)),
      ]);
      const environment = model.system.spec.environments[0];

      let files = 0;
      const render = () => {
        const changed = afterKeyPress(model, service);
        const start = performance.now();
        files = renderService({ ...changed, environment }).length;
        return performance.now() - start;
      };
      // The first rounds are compiled while they run. A machine that does
      // something else makes a render slower but never faster, so a slow round
      // says nothing and a quick one everything.
      let median = Infinity;
      for (
        let round = 0;
        round < ROUNDS || (median >= MEDIAN_LIMIT && round < ROUNDS_IF_BUSY);
        round++
      ) {
        median = Math.min(
          median,
          medianOf(Array.from({ length: RENDERS }, render)),
        );
      }

      process.stdout.write(
        `Rendering ${files} files of one service of ${SERVICES} takes ${median.toFixed(
          2,
        )} ms\n`,
      );
      expect(files).toBeGreaterThan(10);
      expect(median).toBeLessThan(MEDIAN_LIMIT);
    },
  );
});
