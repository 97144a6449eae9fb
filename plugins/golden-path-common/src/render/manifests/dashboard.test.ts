/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { alertSubjectOf } from '../../alerts/subject';
import { ruleGroups } from '../../alerts/ruleGroups';
import { parsePromQl } from '../../lint/promql';
import { makeModel, makeService } from '../../testing/builders';
import { contextOf, renderPlaced, Runtime } from '../../testing/renderObjects';
import { dashboardUid } from '../conventions';
import { emitDocument, emitYaml } from '../emitYaml';
import { renderDashboard } from './dashboard';

const CANARY = {
  strategy: 'canary',
  canary: { weight: 13, image: { tag: '1.7.0' } },
};

const SERVING = ['Now', 'Requests', 'Error budgets', 'Pods', 'Replicas'];

/** Each kind of service, with what the rows of its dashboard are. */
const SERVICES: Record<
  string,
  { runtime?: Runtime; platform?: object; rows: string[] }
> = {
  'a Deployment': {
    rows: SERVING,
  },
  'one with a canary': {
    runtime: { rollout: CANARY },
    rows: [...SERVING, 'Canary and stable release'],
  },
  'an Argo Rollout': {
    runtime: { rollout: { strategy: 'rollouts' } },
    rows: [...SERVING, 'Canary and stable release'],
  },
  'a StatefulSet of gRPC with a volume': {
    runtime: {
      ports: [{ name: 'grpc', port: 7017 }],
      replicas: 3,
      workload: { kind: 'statefulset', storage: { size: '7Gi' } },
    },
    rows: SERVING,
  },
  'one that speaks only TCP': {
    runtime: { ports: [{ name: 'tcp-amqp', port: 7017 }] },
    rows: ['Now', 'Connections', 'Pods', 'Replicas'],
  },
  'one without a mesh': {
    platform: { mesh: { injection: false } },
    rows: SERVING,
  },
  'one that speaks only TCP, without a mesh': {
    runtime: { ports: [{ name: 'tcp-amqp', port: 7017 }] },
    platform: { mesh: { injection: false } },
    rows: ['Now', 'Pods', 'Replicas'],
  },
  'a CronJob': {
    runtime: {
      ports: [],
      workload: { kind: 'cronjob', schedule: '15 3 * * *' },
    },
    rows: ['Now', 'Runs', 'Pods'],
  },
  'a Job with a number of its own': {
    runtime: {
      ports: [],
      workload: { kind: 'job' },
      business: [
        { name: 'rows', title: 'Rows', promql: 'sum(job_rows)', unit: 'none' },
      ],
    },
    rows: ['Now', 'Runs', 'Pods', 'Business'],
  },
};

const KINDS = Object.entries(SERVICES);

/** Series that an exporter has, besides those that the service's rules record. */
const EXPORTED = new Set([
  // Prometheus itself.
  'ALERTS',
  // Istio's standard metrics.
  'istio_requests_total',
  'istio_request_duration_milliseconds_bucket',
  'istio_tcp_connections_opened_total',
  'istio_tcp_connections_closed_total',
  'istio_tcp_received_bytes_total',
  'istio_tcp_sent_bytes_total',
  // What most libraries call their own.
  'http_requests_total',
  'http_request_duration_seconds_bucket',
  // cAdvisor and the kubelet.
  'container_cpu_usage_seconds_total',
  'container_cpu_cfs_periods_total',
  'container_cpu_cfs_throttled_periods_total',
  'container_memory_working_set_bytes',
  'container_network_receive_bytes_total',
  'container_network_transmit_bytes_total',
  'kubelet_volume_stats_used_bytes',
  'kubelet_volume_stats_capacity_bytes',
  // kube-state-metrics.
  'kube_pod_info',
  'kube_pod_container_info',
  'kube_pod_container_resource_requests',
  'kube_pod_container_resource_limits',
  'kube_pod_container_status_restarts_total',
  'kube_statefulset_status_update_revision',
  'kube_horizontalpodautoscaler_spec_min_replicas',
  'kube_horizontalpodautoscaler_spec_max_replicas',
  'kube_horizontalpodautoscaler_status_desired_replicas',
  'kube_horizontalpodautoscaler_status_current_replicas',
  'kube_cronjob_status_last_successful_time',
  'kube_cronjob_next_schedule_time',
  'kube_cronjob_spec_suspend',
  'kube_job_status_active',
  'kube_job_status_succeeded',
  'kube_job_status_start_time',
  'kube_job_status_completion_time',
  'kube_job_failed',
  // Argo Rollouts.
  'rollout_info',
]);

const contextFor = (runtime: Runtime = {}, platform: object = {}) =>
  contextOf(makeModel([makeService({ runtime })], platform), 'checkout');

function dashboardOf(runtime?: Runtime, platform?: object): any {
  const [{ data }] = renderDashboard(contextFor(runtime, platform)) as any;
  return JSON.parse(data['checkout.json']);
}

function panelOf(dashboard: any, title: string): any {
  const found = dashboard.panels.filter((panel: any) => panel.title === title);
  expect(found.map(({ type }: any) => type)).toEqual([expect.any(String)]);
  return found[0];
}

const linesOf = ({ fieldConfig }: any) =>
  fieldConfig.defaults.thresholds.steps.map(({ value, color }: any) => [
    value,
    color,
  ]);

const queriesOf = ({ panels, annotations }: any): string[] => [
  ...panels.flatMap(({ targets = [] }: any) =>
    targets.map(({ expr }: any) => expr),
  ),
  ...annotations.list.map(({ expr }: any) => expr),
];

describe('the dashboard', () => {
  it('is a ConfigMap that the sidecar of Grafana loads into its folder', () => {
    const { path, manifest } = renderPlaced(
      {},
      { prometheus: { dashboardFolder: 'Shop services' } },
    ).find(entry => entry.path === 'services/checkout/dashboard.yaml')!;
    expect(path).toBe('services/checkout/dashboard.yaml');
    expect(manifest).toMatchObject({
      kind: 'ConfigMap',
      metadata: {
        name: 'checkout-dashboard',
        namespace: 'shop-platform',
        labels: {
          grafana_dashboard: '1',
          'backstage.io/kubernetes-id': 'checkout',
        },
        annotations: {
          grafana_folder: 'Shop services',
          'argocd.argoproj.io/sync-wave': '2',
        },
      },
    });
    expect(Object.keys(manifest.data as object)).toEqual(['checkout.json']);
  });

  it.each(KINDS)('of %s has the rows that apply', (_, { rows, ...service }) => {
    const { panels } = dashboardOf(service.runtime, service.platform);
    expect(
      panels
        .filter(({ type }: any) => type === 'row')
        .map(({ title }: any) => title),
    ).toEqual(rows);
  });

  it.each(KINDS)(
    'of %s asks for series that somebody exports or its rules record',
    (_, { runtime, platform }) => {
      const context = contextFor(runtime, platform);
      const recorded = ruleGroups(alertSubjectOf(context), '15s').flatMap(
        ({ rules }) =>
          rules.flatMap(rule => ('record' in rule ? [rule.record] : [])),
      );
      const queries = queriesOf(dashboardOf(runtime, platform));
      expect(queries.length).toBeGreaterThan(10);
      const parsed = queries.map(query =>
        parsePromQl(query.replaceAll('$__rate_interval', '2m')),
      );
      expect(parsed.filter(({ fault }) => fault !== undefined)).toEqual([]);
      const metrics = new Set(
        parsed.flatMap(({ selectors }) =>
          selectors.map(({ metric }) => metric),
        ),
      );
      expect(
        [...metrics].filter(
          metric => !EXPORTED.has(metric!) && !recorded.includes(metric!),
        ),
      ).toEqual([]);
    },
  );

  it.each(KINDS)(
    'of %s has each panel in a place and with an id of its own',
    (_, { runtime, platform }) => {
      const { panels } = dashboardOf(runtime, platform);
      const cells = new Set<string>();
      let area = 0;
      for (const { gridPos } of panels) {
        const { x, y, w, h } = gridPos;
        expect(x + w).toBeLessThanOrEqual(24);
        area += w * h;
        for (let column = x; column < x + w; column++) {
          for (let line = y; line < y + h; line++) {
            cells.add(`${column} ${line}`);
          }
        }
      }
      expect(cells.size).toBe(area);
      expect(new Set(panels.map(({ id }: any) => id)).size).toBe(panels.length);
    },
  );

  it('keeps the ids of its panels when a row comes in between', () => {
    const idsOf = (runtime: Runtime) =>
      Object.fromEntries(
        dashboardOf(runtime)
          .panels.filter(({ type }: any) => type === 'row')
          .map(({ title, id }: any) => [title, id]),
      );
    const business = [{ name: 'rows', title: 'Rows', promql: 'sum(rows)' }];
    const { 'Canary and stable release': added, ...others } = idsOf({
      business,
      rollout: CANARY,
    });
    expect(added).toBe(600);
    expect(idsOf({ business })).toEqual(others);
  });

  it('draws the thresholds of the alerts as lines', () => {
    const dashboard = dashboardOf({
      alerts: {
        overrides: {
          errors: { warning: { threshold: 0.03 } },
          latency: { critical: { threshold: 2.5 } },
          resources: { warning: { threshold: 0.7 } },
        },
      },
      slo: { availability: 99.7 },
    });
    const rows = dashboard.panels.filter(({ type }: any) => type !== 'stat');
    const panel = (title: string) => panelOf({ panels: rows }, title);
    expect(linesOf(panel('Failed requests'))).toEqual([
      [null, 'green'],
      [0.03, 'orange'],
      [0.05, 'red'],
    ]);
    expect(linesOf(panel('Response time'))).toEqual([
      [null, 'green'],
      [1, 'orange'],
      [2.5, 'red'],
    ]);
    expect(linesOf(panel('Use of the limits'))).toEqual([
      [null, 'green'],
      [0.7, 'orange'],
      [0.9, 'red'],
    ]);
    expect(linesOf(panel('Availability: burn rate'))).toEqual([
      [null, 'green'],
      [1, 'orange'],
      [3, 'orange'],
      [6, 'red'],
      [14.4, 'red'],
    ]);
    for (const title of ['Failed requests', 'Availability: burn rate']) {
      expect(
        panel(title).fieldConfig.defaults.custom.thresholdsStyle.mode,
      ).toBe('dashed');
    }
    expect(panel('Failed requests').targets[0].expr).toBe(
      'service:errors:ratio_rate2m{service="checkout", namespace="shop-platform"}',
    );
  });

  it('counts the budget over the days of the objective, in one look', () => {
    const [target] = panelOf(
      dashboardOf({ slo: { availability: 99.7, windowDays: 21 } }),
      'Availability: budget left',
    ).targets;
    const series = (metric: string) =>
      `sum_over_time(${metric}{service="checkout", namespace="shop-platform", slo="availability"}[21d])`;
    expect(target).toMatchObject({
      expr: `1 - ((${series('service:slo_bad_requests:rate5m')} / ${series(
        'service:slo_requests:rate5m',
      )}) / 0.003)`,
      instant: true,
      range: false,
    });
  });

  it.each<[string, object, Array<[number | null, string]> | undefined]>([
    ['no bound', {}, undefined],
    [
      'an upper bound',
      { alertAbove: 7 },
      [
        [null, 'green'],
        [7, 'orange'],
      ],
    ],
    [
      'a lower bound',
      { alertBelow: 3 },
      [
        [null, 'orange'],
        [3, 'green'],
      ],
    ],
    [
      'both',
      { alertBelow: 3, alertAbove: 7 },
      [
        [null, 'orange'],
        [3, 'green'],
        [7, 'orange'],
      ],
    ],
  ])('shows a business metric with %s in its unit', (_, bounds, lines) => {
    const panel = panelOf(
      dashboardOf({
        business: [
          {
            name: 'orders',
            title: 'Orders',
            promql: 'sum(rate(orders_total[5m]))',
            unit: 'reqps',
            ...bounds,
          },
        ],
      }),
      'Orders',
    );
    expect(panel.fieldConfig.defaults.unit).toBe('reqps');
    expect(panel.fieldConfig.defaults.thresholds && linesOf(panel)).toEqual(
      lines,
    );
    expect(panel.targets[0].expr).toBe(
      'service:business_orders:value{service="checkout", namespace="shop-platform"}',
    );
  });

  it.each<[string, Runtime, boolean]>([
    ['one that is scaled', { scale: { min: 3, max: 7 } }, true],
    ['a fixed number of pods', { replicas: 3 }, false],
  ])('has a band of the autoscaler for %s', (_, runtime, isScaled) => {
    const { panels } = dashboardOf(runtime);
    expect(panels.some(({ title }: any) => title === 'Autoscaler')).toBe(
      isScaled,
    );
  });

  it('draws the declared weight where requests of a canary are measured', () => {
    const panel = panelOf(
      dashboardOf({ rollout: CANARY }),
      "Canary's share of the requests",
    );
    expect(linesOf(panel)).toEqual([
      [null, 'green'],
      [0.13, 'orange'],
    ]);
  });

  it('links to what the platform has an address of', () => {
    const links = {
      runbook: 'https://docs.example.com/{name}',
      dashboard: 'https://grafana.example.com/d/gp-{name}',
    };
    const linksOf = (more: object) =>
      dashboardOf({}, { links: { ...links, ...more } }).links.map(
        ({ title, url }: any) => [title, url],
      );
    expect(linksOf({})).toEqual([
      ['Runbook', 'https://docs.example.com/checkout'],
    ]);
    expect(
      linksOf({
        entity: 'https://portal.example.com/{name}',
        application: 'https://argocd.example.com/{name}',
      }),
    ).toEqual([
      ['Runbook', 'https://docs.example.com/checkout'],
      ['Service', 'https://portal.example.com/checkout'],
      ['Argo CD', 'https://argocd.example.com/checkout'],
    ]);
  });

  it.each([
    ['checkout', 'gp-checkout'],
    ['a'.repeat(37), `gp-${'a'.repeat(37)}`],
    ['b'.repeat(50), expect.stringMatching(/^gp-b{28}-[0-9a-f]{8}$/)],
  ])(
    'of %s has an id that Grafana takes, at the address of the alerts',
    (name, uid) => {
      const service = makeService({ name });
      const context = contextOf(makeModel([service]), name);
      const [{ data }] = renderDashboard(context) as any;
      const dashboard = JSON.parse(data[`${name}.json`]);
      expect(dashboard.uid).toEqual(uid);
      expect(dashboard.uid.length).toBeLessThanOrEqual(40);
      expect(alertSubjectOf(context).dashboardUrl).toBe(
        `https://grafana.example.com/d/${dashboard.uid}`,
      );
    },
  );

  it('tells services with long names apart', () => {
    const name = 'c'.repeat(49);
    expect(dashboardUid(`${name}d`)).not.toBe(dashboardUid(`${name}e`));
  });

  it('comes through YAML as it is, whatever the title', () => {
    const title = 'Prüfung "ok": 🚦 {{ $x }}';
    const context = contextOf(makeModel([makeService({ title })]), 'checkout');
    const manifests = renderDashboard(context);
    const text = emitYaml(manifests);
    expect(text).toContain('\n  checkout.json: |\n    {\n      "uid": ');
    const { data } = parse(text, { version: '1.1' });
    expect(JSON.parse(data['checkout.json']).title).toBe(title);
    expect(emitYaml(renderDashboard(context))).toBe(text);
  });

  it('of a service with all there is leaves room for kubectl to annotate it', () => {
    const text = emitYaml(
      renderDashboard(
        contextFor({
          rollout: CANARY,
          business: Array.from({ length: 11 }, (_, index) => ({
            name: `number_${index}`,
            title: `Number ${index}`,
            promql: `sum(number_${index})`,
          })),
        }),
      ),
    );
    // All annotations of an object together have 256 KiB at most.
    expect(text.length).toBeLessThan(100_000);
  });
});

/*
 * Prometheus' own judge, which sees wrong types too. It is asked where it is: named
 * by PROMTOOL, or on PATH.
 */
const promtool = process.env.PROMTOOL ?? 'promtool';
const isThere = spawnSync(promtool, ['--version']).status === 0;

(isThere ? describe : describe.skip)('promtool', () => {
  it('takes the queries of each kind of service', () => {
    const folder = mkdtempSync(join(tmpdir(), 'dashboard-'));
    try {
      const queries = KINDS.flatMap(([, { runtime, platform }]) =>
        queriesOf(dashboardOf(runtime, platform)),
      );
      const rules = queries.map((query, index) => ({
        record: `query:${index}`,
        expr: query.replaceAll('$__rate_interval', '2m'),
      }));
      const file = join(folder, 'queries.rules.yaml');
      writeFileSync(
        file,
        emitDocument({ groups: [{ name: 'queries', rules }] }),
      );
      const { status, stdout, stderr } = spawnSync(
        promtool,
        ['check', 'rules', file],
        { encoding: 'utf8' },
      );
      expect(stderr).toBe('');
      expect(stdout).toContain(`SUCCESS: ${rules.length} rules found`);
      expect(status).toBe(0);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
