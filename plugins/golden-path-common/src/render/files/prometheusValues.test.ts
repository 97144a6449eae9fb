/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { makeModel, makeService } from '../../testing/builders';
import { contextOf, Runtime } from '../../testing/renderObjects';
import { renderServiceManifests } from '../renderPlatform';
import { FileContent, PlatformContext } from '../types';
import { ALERTMANAGER_FILES } from './alertmanager';
import { PROMETHEUS_FILES } from './prometheusValues';

const contextFor = (
  platform: object = {},
  services: Runtime[] = [{}],
): PlatformContext => {
  const model = makeModel(
    services.map((runtime, index) =>
      makeService({ name: `service-${index}`, runtime }),
    ),
    platform,
  );
  return { model, environment: model.system.spec.environments[0] };
};

const fileOf = (path: string, context: PlatformContext): any =>
  [PROMETHEUS_FILES, ALERTMANAGER_FILES]
    .flatMap((kind): FileContent[] => kind.render(context))
    .find(file => file.path === path);

const valuesOf = (platform?: object, services?: Runtime[]) =>
  fileOf('monitoring/values.yaml', contextFor(platform, services)).document;

const readmeOf = (context: PlatformContext): string =>
  fileOf('monitoring/README.md', context).markdown;

const environment = (more: object) => ({
  environments: [{ name: 'stage', cluster: { name: 'stage-1' }, ...more }],
});

describe('the values of kube-prometheus-stack', () => {
  it.each<Record<string, string>[]>([
    [{ release: 'prometheus' }],
    [{ release: 'metrics', team: 'shop' }],
    [{ 'prometheus.example.com/instance': 'shop' }],
  ])('pick up what carries %j, in all namespaces', selectorLabels => {
    const platform = { prometheus: { selectorLabels } };
    const { prometheus } = valuesOf(platform);
    const objects = renderServiceManifests(
      contextOf(contextFor(platform).model, 'service-0'),
    );
    for (const [kind, selector] of [
      ['PrometheusRule', 'rule'],
      ['ServiceMonitor', 'serviceMonitor'],
    ]) {
      const object = objects.find(entry => entry.kind === kind)!;
      expect(object.metadata.labels).toMatchObject(selectorLabels);
      expect(prometheus.prometheusSpec).toMatchObject({
        [`${selector}Selector`]: { matchLabels: selectorLabels },
        [`${selector}NamespaceSelector`]: {},
        [`${selector}SelectorNilUsesHelmValues`]: false,
      });
    }
  });

  it('label what the chart itself brings so that it is picked up too', () => {
    const values = valuesOf({
      prometheus: { selectorLabels: { release: 'metrics', team: 'shop' } },
    });
    // Its own label is there already, a second one would break the chart.
    expect(values.commonLabels).toEqual({ team: 'shop' });
    for (const chart of ['kube-state-metrics', 'prometheus-node-exporter']) {
      expect(values[chart].prometheus.monitor.additionalLabels).toEqual({
        team: 'shop',
      });
    }
    expect(values.grafana.serviceMonitor.labels).toEqual({
      release: 'metrics',
      team: 'shop',
    });
    const usual = valuesOf();
    expect(usual.commonLabels).toBeUndefined();
    expect(usual['prometheus-node-exporter']).toBeUndefined();
    expect(usual.grafana.serviceMonitor.labels).toEqual({
      release: 'prometheus',
    });
  });

  it('look as often as the rules need it', () => {
    expect(
      valuesOf({ prometheus: { evaluationInterval: '7s' } }).prometheus,
    ).toMatchObject({
      prometheusSpec: { scrapeInterval: '7s', evaluationInterval: '7s' },
      additionalPodMonitors: [{ podMetricsEndpoints: [{ interval: '7s' }] }],
    });
    expect(valuesOf().prometheus.prometheusSpec).toMatchObject({
      scrapeInterval: '15s',
      evaluationInterval: '15s',
      externalLabels: { cluster: 'stage-1', environment: 'stage' },
    });
  });

  it.each([
    [[7, 21], '35d'],
    [[30, 83], '88d'],
  ])('keep samples for objectives of %j days', (windows, retention) => {
    expect(
      valuesOf(
        {},
        windows.map(windowDays => ({ slo: { windowDays } })),
      ).prometheus.prometheusSpec.retention,
    ).toBe(retention);
  });

  it('load the dashboards that services bring into their folders', () => {
    const { sidecar, admin } = valuesOf().grafana;
    const { label, labelValue, folderAnnotation, ...others } =
      sidecar.dashboards;
    const dashboard = renderServiceManifests(
      contextOf(contextFor().model, 'service-0'),
    ).find(({ metadata }) => metadata.name === 'service-0-dashboard')!;
    expect(dashboard.metadata.labels![label]).toBe(labelValue);
    expect(dashboard.metadata.annotations![folderAnnotation]).toBe('Services');
    expect(others).toMatchObject({
      enabled: true,
      searchNamespace: 'ALL',
      provider: { foldersFromFilesStructure: true },
    });
    expect(Object.keys(admin)).toEqual([
      'existingSecret',
      'userKey',
      'passwordKey',
    ]);
  });

  it("mount the credentials where Alertmanager's configuration has them", () => {
    const context = contextFor();
    const { alertmanagerSpec } = valuesOf().alertmanager;
    expect(alertmanagerSpec).toMatchObject({
      useExistingSecret: true,
      configSecret: 'alertmanager-config',
    });
    const { receivers } = fileOf(
      'monitoring/alertmanager.yaml',
      context,
    ).document;
    const [{ routing_key_file: file }] = receivers[0].pagerduty_configs;
    expect(file).toMatch(
      new RegExp(
        `^/etc/alertmanager/secrets/(${alertmanagerSpec.secrets.join('|')})/`,
      ),
    );
  });

  it('watch nodes, capacity and storage', () => {
    expect(valuesOf()).toMatchObject({
      nodeExporter: { enabled: true },
      kubeStateMetrics: { enabled: true },
      defaultRules: {
        create: true,
        rules: {
          node: true,
          nodeExporterAlerting: true,
          kubernetesResources: true,
          kubernetesStorage: true,
        },
      },
    });
    expect(valuesOf()['kube-state-metrics'].metricLabelsAllowlist).toContain(
      'deployments=[backstage.io/kubernetes-id]',
    );
  });

  it.each<[string, object, Runtime[], string[]]>([
    ['a mesh', {}, [{}], ['istio-proxies']],
    ['no mesh', { mesh: { injection: false } }, [{}], []],
    [
      'a Rollout and a secret',
      {},
      [
        { rollout: { strategy: 'rollouts' } },
        { secrets: [{ key: 'card-key', path: 'shop/card-key' }] },
      ],
      ['istio-proxies', 'argo-rollouts', 'external-secrets'],
    ],
  ])(
    'read what the rules need of a platform with %s',
    (_, platform, services, names) => {
      const { additionalPodMonitors: monitors } = valuesOf(
        platform,
        services,
      ).prometheus;
      expect(monitors.map(({ name }: any) => name)).toEqual(names);
      // Rules ask for the namespace of the object, not of the controller.
      for (const { name, podMetricsEndpoints } of monitors) {
        expect([name, podMetricsEndpoints[0].honorLabels]).toEqual([
          name,
          name === 'istio-proxies' ? undefined : true,
        ]);
      }
    },
  );

  it.each([
    ['istio', ['shop-platform', 'istio-ingress']],
    ['ingress', ['shop-platform']],
  ])(
    'read the proxies of a gateway of type %s where there are any',
    (type, namespaces) => {
      const [{ namespaceSelector }] = valuesOf({ gateway: { type } }).prometheus
        .additionalPodMonitors;
      expect(namespaceSelector.matchNames).toEqual(namespaces);
    },
  );

  it.each([
    [true, 2, 3],
    [false, 1, 1],
  ])(
    'run twice where users depend on it (%s)',
    (production, prometheus, alertmanager) => {
      const values = valuesOf(environment({ production }));
      expect(values.prometheus.prometheusSpec.replicas).toBe(prometheus);
      expect(values.alertmanager.alertmanagerSpec.replicas).toBe(alertmanager);
    },
  );
});

describe('the page about monitoring', () => {
  it('lists each credential that the files name', () => {
    const context = contextFor({
      prometheus: {
        mail: {
          server: 'smtp.example.com:2587',
          from: 'alerts@example.com',
          username: 'portal',
        },
      },
    });
    const { document } = fileOf('monitoring/alertmanager.yaml', context);
    const named = [
      ...JSON.stringify(document).matchAll(
        /\/etc\/alertmanager\/secrets\/([-\w]+)\/([-\w.]+)/g,
      ),
    ].map(([, secret, key]) => `| \`${secret}\` | \`${key}\` |`);
    expect(named).toHaveLength(3);
    const { grafana } = fileOf('monitoring/values.yaml', context).document;
    const { existingSecret, userKey, passwordKey } = grafana.admin;
    const rows = readmeOf(context)
      .split('\n')
      .filter(line => line.startsWith('| `'))
      .map(line => line.split(' | ').slice(0, 2).join(' | ').concat(' |'));
    expect(rows.sort()).toEqual(
      [
        ...named,
        `| \`${existingSecret}\` | \`${userKey}\` |`,
        `| \`${existingSecret}\` | \`${passwordKey}\` |`,
      ].sort(),
    );
  });

  it.each([
    [{ release: 'metrics' }, 'metrics'],
    [{ team: 'shop' }, 'prometheus'],
  ])(
    'installs the release that the labels %j are about',
    (selectorLabels, release) => {
      expect(
        readmeOf(contextFor({ prometheus: { selectorLabels } })),
      ).toContain(
        `helm upgrade --install ${release} prometheus-community/kube-prometheus-stack --namespace monitoring --values monitoring/values.yaml`,
      );
    },
  );

  it('asks for low urgency only where nobody depends on it', () => {
    const pageOf = (production: boolean) =>
      readmeOf(contextFor(environment({ production })));
    expect(pageOf(false)).toContain('low urgency');
    expect(pageOf(true)).not.toContain('low urgency');
  });
});
