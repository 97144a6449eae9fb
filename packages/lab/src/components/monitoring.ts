/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { stringify } from 'yaml';
import { nodeNames } from '../cluster/nodes';
import { AlertingConfig, ComponentBuilder, ComponentContext } from './types';

/** Folder of the rule files that the rules bridge writes. @internal */
export const rulesFolder = (data: string) =>
  join(data, 'prometheus-conf/rules');

/** File of the scrape targets that the simulator writes. @internal */
export const targetsFile = (data: string) =>
  join(data, 'prometheus-conf/targets/pods.json');

/** Prometheus with the lab's short intervals. @internal */
export const buildPrometheus: ComponentBuilder = context => {
  const { paths, state, binaries } = context;
  const folder = join(paths.data, 'prometheus');
  const config = join(paths.data, 'prometheus-conf/prometheus.yml');
  const { prometheus: port } = state.ports;
  return {
    name: 'prometheus',
    needs: [],
    command: binaries.prometheus,
    args: [
      `--config.file=${config}`,
      `--storage.tsdb.path=${folder}`,
      '--storage.tsdb.retention.time=6h',
      `--web.listen-address=127.0.0.1:${port}`,
      // The rules bridge reloads it when a PrometheusRule changes.
      '--web.enable-lifecycle',
    ],
    port,
    folders: [
      folder,
      rulesFolder(paths.data),
      join(paths.data, 'prometheus-conf/targets'),
    ],
    files: [{ path: config, content: renderPrometheusConfig(context) }],
    ready: { kind: 'http', url: `${state.endpoints.prometheus}/-/ready` },
  };
};

function renderPrometheusConfig({ paths, state }: ComponentContext): string {
  const local = (port: number) => `127.0.0.1:${port}`;
  return stringify(
    {
      global: { scrape_interval: '2s', evaluation_interval: '2s' },
      rule_files: [join(rulesFolder(paths.data), '*.yaml')],
      alerting: {
        alertmanagers: [
          { static_configs: [{ targets: [local(state.ports.alertmanager)] }] },
        ],
      },
      scrape_configs: [
        {
          // What Istio's proxies and kube-state-metrics would export.
          job_name: 'mesh',
          static_configs: [{ targets: [local(state.ports.traffic)] }],
        },
        {
          // kwok's CPU counters advance only when somebody scrapes them.
          job_name: 'kubelet-resource',
          scheme: 'https',
          tls_config: { ca_file: join(paths.pki, 'ca.crt') },
          static_configs: nodeNames.map(node => ({
            targets: [local(state.ports.kwok)],
            labels: {
              node,
              instance: node,
              __metrics_path__: `/metrics/nodes/${node}/metrics/resource`,
            },
          })),
        },
        {
          // One target a pod; each brings its own job and path.
          job_name: 'pods',
          scrape_interval: '5s',
          file_sd_configs: [{ files: [targetsFile(paths.data)] }],
        },
        {
          job_name: 'argocd',
          scrape_interval: '5s',
          static_configs: [
            {
              targets: [local(state.ports.applicationControllerMetrics)],
            },
          ],
        },
        {
          // Replicas of Rollouts, which kube-state-metrics does not know.
          job_name: 'argo-rollouts',
          scrape_interval: '5s',
          static_configs: [{ targets: [local(state.ports.rolloutsMetrics)] }],
        },
      ],
    },
    { lineWidth: 0 },
  );
}

/** Alertmanager that routes and inhibits as rendered, and notifies nobody. @internal */
export const buildAlertmanager: ComponentBuilder = ({
  paths,
  state,
  binaries,
  alerting,
}) => {
  const config = join(paths.conf, 'alertmanager.yml');
  const folder = join(paths.data, 'alertmanager');
  return {
    name: 'alertmanager',
    needs: [],
    command: binaries.alertmanager,
    args: [
      `--config.file=${config}`,
      `--storage.path=${folder}`,
      `--web.listen-address=127.0.0.1:${state.ports.alertmanager}`,
      // Empty stops the gossip listener.
      '--cluster.listen-address=',
    ],
    port: state.ports.alertmanager,
    folders: [folder],
    files: [{ path: config, content: stringify(alertmanagerConfig(alerting)) }],
    ready: { kind: 'http', url: `${state.endpoints.alertmanager}/-/ready` },
  };
};

const withoutPlatform: AlertingConfig = {
  route: { receiver: 'none' },
  receivers: [{ name: 'none' }],
};

/**
 * The platform's routes and inhibitions with receivers that send nothing: their
 * mail servers and key files are not here. Groups go out in seconds, as rules run
 * faster here too.
 */
function alertmanagerConfig(alerting: AlertingConfig = withoutPlatform) {
  return {
    route: {
      ...alerting.route,
      group_wait: '1s',
      group_interval: '5s',
      repeat_interval: '1h',
    },
    receivers: alerting.receivers.map(({ name }) => ({ name })),
    inhibit_rules: alerting.inhibit_rules ?? [],
  };
}
