/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import {
  contextOf,
  renderKind,
  renderObjects,
  Runtime,
} from '../../testing/renderObjects';
import { renderAnalysisTemplate } from './analysisTemplate';

const rollout = (runtime: Runtime = {}, platform: object = {}) =>
  renderKind(
    'Rollout',
    { rollout: { strategy: 'rollouts' }, ...runtime },
    platform,
  );

describe('the Rollout', () => {
  it('stands in place of the Deployment', () => {
    const objects = renderObjects({ rollout: { strategy: 'rollouts' } });
    expect(objects['Rollout/checkout']).toBeDefined();
    expect(objects['Deployment/checkout']).toBeUndefined();
  });

  it('gives up after five minutes without progress', () => {
    expect(rollout().spec).toMatchObject({
      revisionHistoryLimit: 5,
      minReadySeconds: 10,
      progressDeadlineSeconds: 300,
      progressDeadlineAbort: true,
      selector: {
        matchLabels: {
          'app.kubernetes.io/name': 'checkout',
          'app.kubernetes.io/instance': 'checkout',
        },
      },
    });
  });

  it('has the fixed number of pods, or leaves it to an autoscaler', () => {
    expect(rollout().spec).not.toHaveProperty('replicas');
    expect(rollout({ replicas: 3 }).spec.replicas).toBe(3);
  });

  it('says so where a single pod is meant', () => {
    const ignored = (replicas: number) =>
      rollout({ replicas, tier: 3 }).metadata.annotations['kube-score/ignore'];
    expect(ignored(1)).toBe('deployment-replicas');
    expect(ignored(3)).toBeUndefined();
  });

  it('goes through the steps of the spec, and waits for somebody at the last', () => {
    const steps = [{ weight: 7, pause: '3m' }, { weight: 61 }];
    expect(
      rollout({ rollout: { strategy: 'rollouts', canary: { steps } } }).spec
        .strategy.canary.steps,
    ).toEqual([
      { setWeight: 7 },
      { pause: { duration: '3m' } },
      { setWeight: 61 },
      { pause: {} },
    ]);
  });

  it.each([
    ['HTTP by name', [{ port: 7013 }], { routes: ['idempotent', 'other'] }],
    ['gRPC by name', [{ name: 'grpc', port: 7013 }], { routes: ['primary'] }],
    [
      'TCP by port',
      [{ name: 'tcp', port: 7013 }],
      { tcpRoutes: [{ port: 7013 }] },
    ],
  ])('shifts the weights of routes of %s', (_, ports, routes) => {
    const { istio } = rollout({ ports }).spec.strategy.canary.trafficRouting;
    expect(istio).toEqual({
      virtualServices: [{ name: 'checkout', ...routes }],
      destinationRule: {
        name: 'checkout',
        canarySubsetName: 'canary',
        stableSubsetName: 'stable',
      },
    });
  });

  it('names the routes that its VirtualServices have, of every protocol', () => {
    const objects = renderObjects(
      {
        rollout: { strategy: 'rollouts' },
        ports: [
          { name: 'http', port: 7013, expose: 'gateway' },
          { name: 'grpc', port: 7017 },
          { name: 'tcp-raw', port: 7019 },
        ],
      },
      { gateway: { hosts: ['shop.example.com'] } },
    );
    const { virtualServices } =
      objects['Rollout/checkout'].spec.strategy.canary.trafficRouting.istio;
    expect(virtualServices.map(({ name }: any) => name)).toEqual([
      'checkout',
      'checkout-public',
    ]);
    for (const { name, routes, tcpRoutes } of virtualServices) {
      const { http, tcp } = objects[`VirtualService/${name}`].spec;
      expect(routes).toEqual(http.map((route: any) => route.name));
      expect(tcpRoutes).toEqual(
        tcp?.map((route: any) => ({ port: route.match[0].port })),
      );
    }
  });

  it('keeps old pods until the requests have moved, and on the way back too', () => {
    expect(rollout().spec.strategy.canary).toMatchObject({
      dynamicStableScale: false,
      scaleDownDelaySeconds: 30,
      abortScaleDownDelaySeconds: 30,
      maxSurge: '25%',
      maxUnavailable: 0,
    });
  });

  it.each([
    ['there is no mesh', {}, { mesh: { injection: false } }],
    ['nobody may call it', { ports: [{ port: 7013, expose: 'none' }] }, {}],
  ])(
    'shares requests out by the number of pods where %s',
    (_, runtime, platform) => {
      const { canary } = rollout(runtime, platform).spec.strategy;
      // The controller refuses these without traffic routing.
      for (const field of [
        'trafficRouting',
        'dynamicStableScale',
        'scaleDownDelaySeconds',
        'abortScaleDownDelaySeconds',
        'analysis',
      ]) {
        expect(canary).not.toHaveProperty(field);
      }
      expect(canary.steps).toHaveLength(4);
    },
  );
});

describe('the analysis of a Rollout', () => {
  const runtime = {
    rollout: { strategy: 'rollouts' },
    alerts: { overrides: { errors: { warning: { threshold: 0.03 } } } },
  };
  const template = renderKind('AnalysisTemplate', runtime);

  it('begins once the canary has requests, and is told which pods it has', () => {
    expect(rollout().spec.strategy.canary.analysis).toEqual({
      templates: [{ templateName: template.metadata.name }],
      startingStep: 1,
      args: [
        { name: 'canary-hash', valueFrom: { podTemplateHashValue: 'Latest' } },
      ],
    });
    expect(template.spec.args).toEqual([{ name: 'canary-hash' }]);
  });

  it('ends the rollout at the threshold of the warning, at the third look', () => {
    for (const metric of template.spec.metrics) {
      expect(metric).toMatchObject({
        interval: '30s',
        successCondition: 'result[0] <= 0.03',
        failureLimit: 2,
        consecutiveErrorLimit: 10,
      });
    }
  });

  it("looks at the canary's pods, and at requests that reached none", () => {
    const queries = template.spec.metrics.map(
      (metric: any) => metric.provider.prometheus.query,
    );
    const to = (reporter: string) =>
      `reporter="${reporter}", destination_service_name="checkout", destination_service_namespace="shop-platform"`;
    const canary = `${to(
      'destination',
    )}, pod=~"checkout-{{args.canary-hash}}-.+"`;
    const unreached = `${to('source')}, destination_workload="unknown"`;
    const failed = 'response_code=~"5..|0"';
    const requests = (matchers: string) =>
      `sum(rate(istio_requests_total{${matchers}}[2m]))`;
    expect(queries).toEqual([
      `(${requests(`${canary}, ${failed}`)} / (${requests(
        canary,
      )} > 0.1)) or vector(0)`,
      `(${requests(`${unreached}, ${failed}`)} / (${requests(
        to('source'),
      )} > 0.1)) or vector(0)`,
    ]);
  });

  it('sees errors of gRPC, which answers with code 200', () => {
    const { metrics } = renderKind('AnalysisTemplate', {
      ...runtime,
      ports: [{ name: 'grpc', port: 7013 }],
    }).spec;
    expect(metrics[0].provider.prometheus.query).toContain(
      'grpc_response_status',
    );
  });

  it.each([
    [46, 'pod=~"'],
    [47, 'destination_version="1.3.0"'],
  ])(
    'tells the canary of a service with %s characters by %s',
    (length, matcher) => {
      const name = 'n'.repeat(length);
      const service = makeService({ name, runtime });
      const model = makeModel([service]);
      const [{ spec }] = renderAnalysisTemplate(contextOf(model, name)) as any;
      expect(spec.metrics[0].provider.prometheus.query).toContain(matcher);
    },
  );

  it.each([
    [
      { namespace: 'observability' },
      'http://prometheus-operated.observability.svc:9090',
    ],
    [{ url: 'http://prom.example.com' }, 'http://prom.example.com'],
  ])('asks the Prometheus of a platform with %j', (prometheus, address) => {
    const { metrics } = renderKind('AnalysisTemplate', runtime, {
      prometheus,
    }).spec;
    expect(metrics[0].provider.prometheus.address).toBe(address);
  });

  it.each([
    ['rolling', { strategy: 'rolling' }, [{ port: 7013 }]],
    ['canary', { strategy: 'canary' }, [{ port: 7013 }]],
    [
      'rollouts of TCP, whose bytes the mesh does not count as requests',
      { strategy: 'rollouts' },
      [{ name: 'tcp', port: 7013 }],
    ],
  ])('is not there with strategy %s', (_, strategy, ports) => {
    const objects = renderObjects({ rollout: strategy, ports });
    expect(Object.keys(objects).join()).not.toContain('AnalysisTemplate');
    expect(JSON.stringify(objects)).not.toContain('checkout-errors');
  });
});
