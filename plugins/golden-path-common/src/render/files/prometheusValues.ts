/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../../model/types';
import { EnvironmentSpec } from '../../spec/platformSpec';
import {
  ANNOTATIONS,
  LABELS,
  MONITORING_SECRETS,
  RELEASE_LABEL,
} from '../conventions';
import { FileKind, ManifestValue, PlatformContext } from '../types';
import { documentFile, pageFile } from './lazyFile';
import { monitoringReadme } from './prometheusValues/monitoringReadme';
import { podMonitors } from './prometheusValues/podMonitors';

const LABELLED = [
  'pods',
  'deployments',
  'statefulsets',
  'horizontalpodautoscalers',
  'cronjobs',
  'jobs',
];

/**
 * Health of nodes, capacity of the cluster and storage are the chart's to watch,
 * and it does so; said here, so that nobody switches them off unseen.
 */
const DEFAULT_RULES = {
  create: true,
  rules: {
    general: true,
    kubernetesApps: true,
    kubernetesResources: true,
    kubernetesStorage: true,
    kubernetesSystem: true,
    node: true,
    nodeExporterAlerting: true,
    nodeExporterRecording: true,
  },
  // It exists to mute others by a rule that our Alertmanager does not have: it
  // tells nobody of what is of severity info.
  disabled: { InfoInhibitor: true },
};

/** As what it runs needs, and Pod Security's restricted profile. */
const SECURITY_CONTEXT = {
  runAsNonRoot: true,
  runAsUser: 1000,
  runAsGroup: 2000,
  fsGroup: 2000,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Size of each Prometheus' volume, in GiB, which Prometheus calls GB. */
const VOLUME = 100;

/**
 * Values of the Helm chart kube-prometheus-stack (prometheus-community), and how
 * to install it. What is left out has the chart's own default.
 *
 * @internal
 */
export const PROMETHEUS_FILES: FileKind<PlatformContext> = {
  name: 'values of kube-prometheus-stack',
  render: context => [
    pageFile('monitoring/README.md', () => monitoringReadme(context)),
    documentFile('monitoring/values.yaml', () => prometheusValues(context)),
  ],
};

function prometheusValues({
  model,
  environment,
}: PlatformContext): ManifestValue {
  const { selectorLabels } = model.system.spec.prometheus;
  const { [RELEASE_LABEL]: _, ...otherLabels } = selectorLabels;
  // A second label of the same name would be invalid.
  const hasOthers = Object.keys(otherLabels).length > 0;
  const monitorLabels = hasOthers
    ? { prometheus: { monitor: { additionalLabels: otherLabels } } }
    : {};
  return {
    ...(hasOthers && { commonLabels: otherLabels }),
    defaultRules: DEFAULT_RULES,
    nodeExporter: { enabled: true },
    ...(hasOthers && { 'prometheus-node-exporter': monitorLabels }),
    kubeStateMetrics: { enabled: true },
    'kube-state-metrics': {
      ...monitorLabels,
      // So that a query finds what belongs to an entity of the catalog.
      metricLabelsAllowlist: LABELLED.map(
        resource => `${resource}=[${LABELS.kubernetesId}]`,
      ),
    },
    prometheus: {
      prometheusSpec: prometheusSpec(model, environment),
      additionalPodMonitors: podMonitors(model),
    },
    alertmanager: { alertmanagerSpec: alertmanagerSpec(environment) },
    grafana: grafana(selectorLabels),
  };
}

/**
 * Error budgets count days, and a lost day would look like one without errors. Five
 * more are for whoever looks into the last incident of a month.
 */
function retentionDays({ services }: PlatformModel): number {
  return Math.max(30, ...services.map(({ spec }) => spec.slo.windowDays)) + 5;
}

function prometheusSpec(
  model: PlatformModel,
  { name, cluster, production }: EnvironmentSpec,
): ManifestValue {
  const { selectorLabels, evaluationInterval } = model.system.spec.prometheus;
  const selector = { matchLabels: selectorLabels };
  return {
    replicas: production ? 2 : 1,
    // A rule that looks more often than there is news looks at old samples.
    scrapeInterval: evaluationInterval,
    evaluationInterval,
    externalLabels: { cluster: cluster.name, environment: name },
    ...Object.fromEntries(
      ['rule', 'serviceMonitor', 'podMonitor', 'probe', 'scrapeConfig'].flatMap(
        kind => [
          [`${kind}SelectorNilUsesHelmValues`, false],
          [`${kind}Selector`, selector],
          [`${kind}NamespaceSelector`, {}],
        ],
      ),
    ),
    retention: `${retentionDays(model)}d`,
    // What a head block and a compaction need stays free.
    retentionSize: `${Math.floor(VOLUME * 0.85)}GB`,
    storageSpec: volumeOf(VOLUME),
    resources: {
      requests: { cpu: '500m', memory: '4Gi' },
      limits: { memory: '8Gi' },
    },
    securityContext: SECURITY_CONTEXT,
  };
}

function alertmanagerSpec({ production }: EnvironmentSpec): ManifestValue {
  return {
    replicas: production ? 3 : 1,
    // All of `config` of the chart, with its routes and inhibitions, is left out.
    useExistingSecret: true,
    configSecret: MONITORING_SECRETS.alertmanagerConfig,
    secrets: [MONITORING_SECRETS.receivers],
    // Silences and what has been told outlive a restart.
    storage: volumeOf(1),
    resources: {
      requests: { cpu: '50m', memory: '128Mi' },
      limits: { memory: '256Mi' },
    },
    securityContext: SECURITY_CONTEXT,
  };
}

function grafana(selectorLabels: Record<string, string>): ManifestValue {
  return {
    admin: {
      existingSecret: MONITORING_SECRETS.grafanaAdmin,
      userKey: 'admin-user',
      passwordKey: 'admin-password',
    },
    // Unlike the chart's other parts, this one does not label its monitor.
    serviceMonitor: { labels: selectorLabels },
    sidecar: {
      dashboards: {
        enabled: true,
        label: LABELS.grafanaDashboard,
        labelValue: '1',
        searchNamespace: 'ALL',
        folderAnnotation: ANNOTATIONS.grafanaFolder,
        provider: { foldersFromFilesStructure: true, allowUiUpdates: false },
      },
    },
    resources: {
      requests: { cpu: '100m', memory: '256Mi' },
      limits: { memory: '512Mi' },
    },
  };
}

function volumeOf(gibibytes: number): ManifestValue {
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: `${gibibytes}Gi` } },
      },
    },
  };
}
