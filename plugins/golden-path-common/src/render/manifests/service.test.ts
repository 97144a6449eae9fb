/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, renderObjects } from '../../testing/renderObjects';

describe('the Service', () => {
  it('reaches ports by name and tells the mesh their protocols', () => {
    const { spec } = renderKind('Service', {
      ports: [
        { name: 'grpc', port: 7013, targetPort: 17013 },
        { name: 'http-admin', port: 7017 },
        { name: 'tcp-raw', port: 7019, appProtocol: 'redis' },
      ],
      metrics: { port: 9307 },
    });
    expect(spec.ports).toEqual(
      [
        ['grpc', 7013, 'grpc'],
        ['http-admin', 7017, 'http'],
        ['tcp-raw', 7019, 'redis'],
        ['metrics', 9307, 'http'],
      ].map(([name, port, appProtocol]) => ({
        name,
        port,
        targetPort: name,
        protocol: 'TCP',
        appProtocol,
      })),
    );
    expect(spec.type).toBe('ClusterIP');
  });

  it('takes the pods of a canary in', () => {
    const objects = renderObjects({
      rollout: { strategy: 'canary', canary: { image: { tag: '1.4.0' } } },
    });
    const { selector } = objects['Service/checkout'].spec;
    for (const name of ['checkout', 'checkout-canary']) {
      const { labels } = objects[`Deployment/${name}`].spec.template.metadata;
      expect(labels).toMatchObject(selector);
    }
    expect(selector).toEqual({ 'app.kubernetes.io/name': 'checkout' });
  });

  it.each(['job', 'cronjob'])('is not there for a %s', kind => {
    const objects = renderObjects({
      ports: [],
      workload: { kind, schedule: '15 3 * * *' },
    });
    expect(objects['Service/checkout']).toBeUndefined();
  });
});
