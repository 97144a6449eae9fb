/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeDeployment, makePod } from '../testUtils';
import { annotatePods } from './annotatePods';
import { ServiceView, viewServices } from './clusterView';
import { TrafficControl } from './controls';
import { renderExposition } from './exposition';
import { baselineOf, MeshCounters } from './MeshCounters';
import { parseQuantity } from './quantity';
import { scrapeTargets } from './scrapeTargets';
import { stateFamilies } from './stateMetrics';

const calm = (): TrafficControl => ({});

/** Sums the samples of a family whose labels agree. */
function total(
  counters: MeshCounters,
  labels: Record<string, string>,
  name = 'istio_requests_total',
  suffix?: string,
): number {
  return counters
    .families()
    .find(family => family.name === name)!
    .samples.filter(
      sample =>
        sample.suffix === suffix &&
        Object.entries(labels).every(
          ([key, value]) => sample.labels[key] === value,
        ),
    )
    .reduce((sum, sample) => sum + sample.value, 0);
}

function advance(
  views: ServiceView[],
  control: () => TrafficControl = calm,
  seconds = 60,
): MeshCounters {
  const counters = MeshCounters.create();
  for (let second = 0; second < seconds; second++) {
    counters.advance(views, control, 1);
  }
  return counters;
}

describe('viewServices', () => {
  it('groups pods by the label and finds workload, version and readiness', () => {
    const [service] = viewServices(
      [makeDeployment('cart')],
      [makePod('cart', 'cart-5d8f9c-a', { version: '1.2.3' })],
    );
    expect(service).toEqual({
      namespace: 'shop',
      name: 'cart',
      pods: [
        {
          name: 'cart-5d8f9c-a',
          workload: 'cart',
          version: '1.2.3',
          ip: '10.244.0.7',
          ready: true,
          running: true,
        },
      ],
    });
  });

  it('keeps a service whose pods are all gone', () => {
    expect(viewServices([makeDeployment('cart')], [])).toEqual([
      { namespace: 'shop', name: 'cart', pods: [] },
    ]);
  });

  it.each([
    ['a pod that is being deleted', { deleting: true }, false, true],
    ['an unready pod', { ready: false }, false, true],
    [
      'a pod that fails its probe on purpose',
      { ready: false, annotations: { 'lab.ready': 'false' } },
      false,
      false,
    ],
    [
      'a pod whose container waits',
      {
        ready: false,
        containerStatus: { name: 'app', state: { waiting: { reason: 'X' } } },
      },
      false,
      false,
    ],
  ])('sees %s', (_, overrides, ready, running) => {
    const [{ pods }] = viewServices([], [makePod('cart', 'p', overrides)]);
    expect(pods[0]).toMatchObject({ ready, running });
  });
});

describe('MeshCounters', () => {
  const one = viewServices([], [makePod('cart', 'cart-5d8f9c-a')]);

  it('counts the service’s own rate on both sides', () => {
    const counters = advance(one);
    const expected = baselineOf('cart').requestsPerSecond * 60;
    for (const reporter of ['source', 'destination']) {
      const seen = total(counters, { reporter });
      expect(seen).toBeGreaterThan(expected * 0.9);
      expect(seen).toBeLessThan(expected * 1.1);
    }
  });

  it('is the same in every run', () => {
    expect(advance(one).families()).toEqual(advance(one).families());
  });

  const unready = viewServices([], [makePod('cart', 'a', { ready: false })]);

  it('has nobody call a service that never was ready', () => {
    expect(total(advance(unready), {})).toBe(0);
  });

  it('has only callers see errors when no pod is ready any more', () => {
    const counters = MeshCounters.create();
    const once = viewServices([], [makePod('cart', 'a', {})]);
    counters.advance(once, () => ({}), 0);
    counters.advance(unready, () => ({}), 60);
    expect(total(counters, { reporter: 'destination' })).toBe(0);
    expect(total(counters, { reporter: 'source', response_code: '200' })).toBe(
      0,
    );
    const refused = total(counters, { response_code: '503' });
    expect(refused).toBeGreaterThan(
      8 * total(counters, { response_code: '0' }),
    );
    expect(refused).toBeGreaterThan(0);
  });

  it('fails the share of requests that it is told to', () => {
    const counters = advance(one, () => ({ errorRatio: 0.3 }));
    const all = total(counters, { reporter: 'source' });
    const failed = total(counters, {
      reporter: 'source',
      response_code: '500',
    });
    expect(failed / all).toBeCloseTo(0.3, 1);
  });

  it('spreads traffic over ready pods by version', () => {
    const counters = advance(
      viewServices(
        [],
        [
          makePod('cart', 'a', { version: '1.0.0' }),
          makePod('cart', 'b', { version: '1.0.0' }),
          makePod('cart', 'c', { version: '1.1.0' }),
        ],
      ),
    );
    const of = (destination_version: string) =>
      total(counters, { reporter: 'destination', destination_version });
    expect(of('1.0.0') / of('1.1.0')).toBeCloseTo(2, 1);
  });

  it('puts 95 % of normal answers below a second and slow ones above two', () => {
    const share = (counters: MeshCounters, le: string) =>
      total(
        counters,
        { reporter: 'destination', response_code: '200', le },
        'istio_request_duration_milliseconds',
        '_bucket',
      ) /
      total(
        counters,
        { reporter: 'destination', response_code: '200' },
        'istio_request_duration_milliseconds',
        '_count',
      );
    expect(share(advance(one), '1000')).toBeCloseTo(1, 2);
    const slow = advance(one, () => ({ latencyMs: 2400 }));
    expect(share(slow, '2000')).toBeLessThan(0.5);
  });

  it('keeps buckets cumulative and counters growing', () => {
    const counters = advance(one);
    const before = total(counters, {});
    counters.advance(one, calm, 1);
    expect(total(counters, {})).toBeGreaterThan(before);
    const { samples } = counters.families()[1];
    const buckets = samples.filter(
      sample =>
        sample.suffix === '_bucket' &&
        sample.labels.reporter === 'source' &&
        sample.labels.response_code === '200',
    );
    const values = buckets.map(sample => sample.value);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(buckets.map(sample => sample.labels.le)).toEqual(
      expect.arrayContaining(['1000', '2000', '+Inf']),
    );
  });
});

describe('stateFamilies', () => {
  const text = renderExposition(
    stateFamilies({
      deployments: [makeDeployment('cart', { replicas: 3, available: 1 })],
      pods: [
        makePod('cart', 'cart-a', {
          ready: false,
          containerStatus: {
            name: 'app',
            restartCount: 4,
            state: { waiting: { reason: 'CrashLoopBackOff' } },
            lastState: { terminated: { reason: 'OOMKilled' } },
          },
        }),
      ],
      autoscalers: [
        {
          apiVersion: 'autoscaling/v2',
          kind: 'HorizontalPodAutoscaler',
          metadata: { name: 'cart', namespace: 'shop' },
          spec: { minReplicas: 2, maxReplicas: 6 },
          status: { currentReplicas: 3, desiredReplicas: 4 },
        },
      ],
      externalSecrets: [
        {
          apiVersion: 'external-secrets.io/v1',
          kind: 'ExternalSecret',
          metadata: { name: 'cart-secrets', namespace: 'shop' },
          status: { conditions: [{ type: 'Ready', status: 'False' }] },
        },
      ],
    }),
  );

  it.each([
    'kube_deployment_spec_replicas{namespace="shop",deployment="cart"} 3',
    'kube_deployment_status_replicas_available{namespace="shop",deployment="cart"} 1',
    'kube_deployment_status_observed_generation{namespace="shop",deployment="cart"} 3',
    'kube_pod_container_status_restarts_total{namespace="shop",pod="cart-a",uid="uid-cart-a",container="app"} 4',
    'kube_pod_container_status_waiting_reason{namespace="shop",pod="cart-a",uid="uid-cart-a",container="app",reason="CrashLoopBackOff"} 1',
    'kube_pod_container_status_last_terminated_reason{namespace="shop",pod="cart-a",uid="uid-cart-a",container="app",reason="OOMKilled"} 1',
    'kube_pod_container_resource_limits{namespace="shop",pod="cart-a",uid="uid-cart-a",container="app",node="lab-node-1",resource="memory",unit="byte"} 536870912',
    'kube_pod_container_resource_requests{namespace="shop",pod="cart-a",uid="uid-cart-a",container="app",node="lab-node-1",resource="cpu",unit="core"} 0.25',
    'kube_pod_status_ready{namespace="shop",pod="cart-a",uid="uid-cart-a",condition="true"} 0',
    'externalsecret_status_condition{namespace="shop",name="cart-secrets",condition="Ready",status="False"} 1',
    'externalsecret_status_condition{namespace="shop",name="cart-secrets",condition="Ready",status="True"} 0',
    'kube_horizontalpodautoscaler_spec_max_replicas{namespace="shop",horizontalpodautoscaler="cart"} 6',
  ])('shows %s', line => {
    expect(text.split('\n')).toContain(line);
  });
});

describe('parseQuantity', () => {
  it.each([
    ['250m', 0.25],
    ['2', 2],
    ['512Mi', 536_870_912],
    ['1Gi', 1_073_741_824],
    ['1k', 1000],
    ['much', undefined],
  ])('reads %s as %s', (text, value) => {
    expect(parseQuantity(text)).toBe(value);
  });
});

describe('renderExposition', () => {
  it('escapes label values and leaves out empty families', () => {
    expect(
      renderExposition([
        { name: 'none', help: 'x', type: 'gauge', samples: [] },
        {
          name: 'a',
          help: 'An a.',
          type: 'gauge',
          samples: [{ labels: { b: 'c"d\\e\nf' }, value: 1 }],
        },
      ]),
    ).toBe('# HELP a An a.\n# TYPE a gauge\na{b="c\\"d\\\\e\\nf"} 1\n');
  });
});

describe('scrapeTargets', () => {
  it('makes one target a pod, with the service as its job', () => {
    const targets = scrapeTargets(
      viewServices([], [makePod('cart', 'b'), makePod('cart', 'a')]),
      '127.0.0.1:1',
    );
    expect(targets.map(target => target.labels.pod)).toEqual(['a', 'b']);
    expect(targets[0]).toEqual({
      targets: ['127.0.0.1:1'],
      labels: {
        __metrics_path__: '/pods/shop/a/metrics',
        job: 'cart',
        service: 'cart',
        namespace: 'shop',
        pod: 'a',
        instance: '10.244.0.7',
      },
    });
  });
});

describe('annotatePods', () => {
  it('annotates the pods that lack it, and no pod that is being deleted', async () => {
    const patched: unknown[] = [];
    const client = {
      patch: async (...args: unknown[]) => patched.push(args) as never,
    };
    const control = { podAnnotations: { 'lab.ready': 'false' } };
    const pods = [
      makePod('cart', 'new'),
      makePod('cart', 'done', { annotations: { 'lab.ready': 'false' } }),
      makePod('cart', 'dying', { deleting: true }),
      makePod('other', 'free'),
    ];
    const count = await annotatePods(client, pods, (_, service) =>
      service === 'cart' ? control : {},
    );
    expect(count).toBe(1);
    expect(patched).toEqual([
      [
        '/api/v1/namespaces/shop/pods/new',
        'merge',
        { metadata: { annotations: { 'lab.ready': 'false' } } },
      ],
    ]);
  });
});
