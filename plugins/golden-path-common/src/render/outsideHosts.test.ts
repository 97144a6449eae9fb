/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { importObjects } from '../import/objects';
import { lintPlatform } from '../lint/lintPlatform';
import { makeModel, makeService } from '../testing/builders';
import { contextOf } from '../testing/renderObjects';
import { outsideHostsOf } from './outsideHosts';
import {
  renderPlacedManifests,
  renderPlatform,
  renderRepository,
} from './renderPlatform';

const service = makeService({
  runtime: {
    dependencies: [{ ref: 'resource:broker' }, { ref: 'resource:redis' }],
    security: { egressHosts: [{ host: 'api.example.com' }] },
  },
});
const made = makeModel([service], { mesh: { egress: 'declared' } });
const model = {
  ...made,
  entityRefs: new Set([...made.entityRefs, 'resource:default/broker']),
  endpoints: new Map([
    ...made.endpoints,
    [
      'resource:default/broker',
      { scheme: 'amqp', host: 'broker.example.com', port: 5671 },
    ],
  ]),
};
const placed = renderPlacedManifests(contextOf(model, 'checkout'));
const objects = Object.fromEntries(
  placed.map(({ manifest }) => [
    `${manifest.kind}/${manifest.metadata.name}`,
    manifest as any,
  ]),
);

describe('a Resource outside the cluster', () => {
  it('is called by its own name', () => {
    const [config] = placed.filter(
      ({ manifest }) => manifest.kind === 'ConfigMap',
    );
    expect(config.manifest.data).toMatchObject({
      BROKER_URL: 'amqp://broker.example.com:5671',
      REDIS_URL: 'redis://redis.shop-platform.svc.cluster.local:6379',
    });
  });

  it('may be called at any address, on its port', () => {
    const { egress } = objects['NetworkPolicy/checkout'].spec;
    expect(egress).toContainEqual({
      to: [{ ipBlock: { cidr: '0.0.0.0/0' } }],
      ports: [{ protocol: 'TCP', port: 5671 }],
    });
    expect(JSON.stringify(egress)).not.toContain('broker.example.com');
  });

  it('is known to the mesh, as bytes that it does not read', () => {
    expect(objects['Sidecar/checkout'].spec.egress[0].hosts).toEqual(
      expect.arrayContaining(['./api.example.com', './broker.example.com']),
    );
    expect(
      objects['ServiceEntry/checkout-to-broker-example-com'].spec,
    ).toMatchObject({
      hosts: ['broker.example.com'],
      resolution: 'NONE',
      ports: [{ number: 5671, name: 'tcp-5671', protocol: 'TCP' }],
    });
  });

  it('has no pods in the namespace that a policy could select, nor in the local set-up', () => {
    const paths = [
      ...renderPlatform(model, { environment: 'stage' }),
      ...renderRepository(model),
    ]
      .filter(({ path }) => !path.startsWith('services/'))
      .filter(({ content }) => content.includes('redis'))
      .map(({ path }) => path);
    const broker = [
      ...renderPlatform(model, { environment: 'stage' }),
      ...renderRepository(model),
    ]
      .filter(({ path }) => !/^(services|ci|local\/platform.env)/.test(path))
      .filter(({ path, content }) =>
        `${path} ${content}`.includes('broker.example.com'),
      )
      .map(({ path }) => path);
    expect(paths).toContain('local/resources/redis/statefulset.yaml');
    expect(broker).toEqual([]);
  });

  it('gives the linter nothing to find', () => {
    expect(lintPlatform(model, { environment: 'stage' })).toEqual([]);
  });

  it('is encrypted from the first byte only where its scheme says so', () => {
    const schemes = ['https', 'http', 'postgresql'].map(scheme => {
      const endpoints = new Map([
        [
          'resource:default/broker',
          { scheme, host: 'broker.example.com', port: 7443 },
        ],
      ]);
      return outsideHostsOf(service, { ...model, endpoints }).find(
        ({ host }) => host === 'broker.example.com',
      )?.tls;
    });
    expect(schemes).toEqual([true, false, false]);
  });

  it('is imported as a dependency alone', () => {
    const { services } = importObjects(
      placed.map(({ manifest }) => manifest),
      { model: { ...model, services: [] } },
    );
    const runtime = services[0].entity.spec!.runtime as any;
    expect(runtime.dependencies).toContainEqual({
      ref: 'resource:default/broker',
    });
    expect(runtime.security.egressHosts).toEqual([{ host: 'api.example.com' }]);
  });
});
