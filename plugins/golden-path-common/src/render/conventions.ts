/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition, PlatformDefinition } from '../model/types';
import { sha256 } from './sha256';

/*
 * Every name, label and annotation key that rendered objects carry. Nothing else
 * in this package spells one out.
 */

/** Name of the service's own container in its pods. */
export const CONTAINER_NAME = 'app';

/** Name of the metrics port, in the pod and on the Service. */
export const METRICS_PORT_NAME = 'metrics';

/** Values of label `version`, and names of the mesh's subsets. */
export const STABLE = 'stable';
export const CANARY = 'canary';

/** Ports of the mesh's proxy that others reach: merged metrics, Envoy's own. */
export const PROXY_PORTS = { metrics: 15020, envoyMetrics: 15090 } as const;

/** Pods that every other pod must reach, with labels that others chose. */
export const CLUSTER_PODS = {
  dns: { namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } },
  istiod: { labels: { app: 'istiod' } },
} as const;

/**
 * The service of envoyproxy/ratelimit that counts requests for all pods of a
 * service together. The platform runs it beside the services.
 */
export const RATE_LIMIT_SERVICE = { name: 'ratelimit', port: 8081 } as const;

/** Port of istiod that proxies get their configuration and certificates from. */
export const ISTIOD_PORT = 15012;

/** Directory in which the container finds its secrets, one file each. */
export const SECRETS_PATH = '/var/run/secrets/openpolicy';

/**
 * Secrets in Prometheus' namespace: they hold credentials, so that whoever
 * installs the monitoring makes them, but for Alertmanager's configuration, which
 * is rendered and holds none.
 */
export const MONITORING_SECRETS = {
  alertmanagerConfig: 'alertmanager-config',
  receivers: 'alertmanager-receivers',
  grafanaAdmin: 'grafana-admin',
} as const;

/** The chart kube-prometheus-stack puts its release's name in this label. */
export const RELEASE_LABEL = 'release';

/** Name of the tool in `app.kubernetes.io/managed-by`. */
export const MANAGED_BY = 'openpolicy-golden-path';

/**
 * Keys of labels.
 *
 * @public
 */
export const LABELS = {
  name: 'app.kubernetes.io/name',
  instance: 'app.kubernetes.io/instance',
  version: 'app.kubernetes.io/version',
  component: 'app.kubernetes.io/component',
  partOf: 'app.kubernetes.io/part-of',
  managedBy: 'app.kubernetes.io/managed-by',
  /** Backstage's Kubernetes plugin and our bindings find objects by it. */
  kubernetesId: 'backstage.io/kubernetes-id',
  /** Kiali and Istio's telemetry read these two on pods. */
  meshApp: 'app',
  meshVersion: 'version',
  meshInjection: 'istio-injection',
  meshRevision: 'istio.io/rev',
  /** On a pod, never on the Deployment's own metadata. */
  meshInject: 'sidecar.istio.io/inject',
  /** The API server sets it on every namespace; `name` is set by nobody. */
  namespaceName: 'kubernetes.io/metadata.name',
  ruleService: 'service',
  ruleNamespace: 'namespace',
  ruleSeverity: 'severity',
  ruleSignal: 'signal',
  ruleOwner: 'owner',
  /** Of alerts about an error budget: which objective. */
  ruleSlo: 'slo',
  /** Grafana's sidecar loads ConfigMaps that have it. */
  grafanaDashboard: 'grafana_dashboard',
  /** Rolling syncs of an ApplicationSet tell environments apart by it. */
  environment: 'runtime.openpolicy.io/environment',
} as const;

/**
 * Keys of annotations.
 *
 * @public
 */
export const ANNOTATIONS = {
  /** Proof that an object belongs to an entity. */
  entityRef: 'backstage.io/entity-ref',
  specHash: 'runtime.openpolicy.io/spec-hash',
  generatorVersion: 'runtime.openpolicy.io/generator-version',
  source: 'runtime.openpolicy.io/source',
  argocdSyncWave: 'argocd.argoproj.io/sync-wave',
  argocdCompareOptions: 'argocd.argoproj.io/compare-options',
  meshExcludeInboundPorts: 'traffic.sidecar.istio.io/excludeInboundPorts',
  meshHistogramBuckets: 'sidecar.istio.io/statsHistogramBuckets',
  meshProxyConfig: 'proxy.istio.io/config',
  grafanaFolder: 'grafana_folder',
  /** Checks of judges that an object breaks on purpose. */
  kubeScoreIgnore: 'kube-score/ignore',
  /** Followed by a number, from 1. */
  checkovSkip: 'checkov.io/skip',
} as const;

/**
 * Labels that never change over the life of a workload; the only ones fit for a
 * selector, which the API server does not let anyone change.
 *
 * @param instance - of a canary, its name
 * @public
 */
export function selectorLabels(
  name: string,
  instance = name,
): Record<string, string> {
  return { [LABELS.name]: name, [LABELS.instance]: instance };
}

/** Name of the Deployment, autoscaler and instance of a canary. */
export function canaryName(serviceName: string): string {
  return `${serviceName}-${CANARY}`;
}

/**
 * Labels that all pods of a service have, its canary's too: what Services,
 * network policies and mesh policies select by.
 *
 * @public
 */
export function podLabels(name: string): Record<string, string> {
  return { [LABELS.name]: name };
}

/**
 * Whether a Resource answers outside the cluster, as a database of a cloud does:
 * its host is a name of DNS then, and the name of a Service has no dot.
 */
export function isOutside(host: string): boolean {
  return host.includes('.');
}

/** Full host name of a Service of the namespace, or of a host outside. */
export function hostOf(host: string, namespace: string): string {
  return isOutside(host) ? host : `${host}.${namespace}.svc.cluster.local`;
}

/** Identity of a ServiceAccount in the mesh, as policies name it. */
export function principalOf(
  system: PlatformDefinition,
  serviceAccount: string,
  namespace = system.spec.namespace,
): string {
  return `${system.spec.mesh.trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}

/** Object of an edge of the graph: what the callee lets the caller do. */
export function edgeName(callee: string, caller: string): string {
  return `${callee}-allow-${caller}`;
}

/** Name of the platform's gateway as a caller; no service may have it. */
export const GATEWAY_CALLER = 'gateway';

/** Network policy that refuses what no other one allows. */
export const DEFAULT_DENY = 'default-deny';

/** Object of what the platform's gateway may do with a service. */
export function gatewayPolicyName(serviceName: string): string {
  return edgeName(serviceName, GATEWAY_CALLER);
}

/**
 * Object of who may call a resource. Not the resource's own name: what brings it,
 * as a chart, often brings a policy of that name.
 */
export function callersPolicyName(resource: string): string {
  return edgeName(resource, 'callers');
}

/** VirtualService for the public hosts of a service, at the gateway. */
export function publicName(serviceName: string): string {
  return `${serviceName}-public`;
}

/** Service of a StatefulSet that gives each pod a name of its own. */
export function headlessName(serviceName: string): string {
  return `${serviceName}-headless`;
}

/** Analysis that ends a Rollout whose canary answers with errors. */
export function analysisName(serviceName: string): string {
  return `${serviceName}-errors`;
}

/**
 * An object that nobody may change, named by what is in it: other contents are
 * another object, and the pods that use it are replaced.
 *
 * @param hash - as specHash gives it
 */
export function nameByContent(name: string, hash: string): string {
  return `${name}-${hash.slice(0, 8)}`;
}

/** Address of Prometheus; its operator names the Service so in any release. */
export function prometheusAddress(system: PlatformDefinition): string {
  const { url, namespace } = system.spec.prometheus;
  return url ?? `http://prometheus-operated.${namespace}.svc:9090`;
}

/**
 * Labels of every object of a service.
 *
 * @param release - of an object that belongs to a canary, what that runs
 * @public
 */
export function serviceLabels(
  service: ServiceDefinition,
  system: PlatformDefinition,
  release: { instance: string; image: { tag: string } } = {
    instance: service.name,
    image: service.spec.image,
  },
): Record<string, string> {
  return {
    ...selectorLabels(service.name, release.instance),
    [LABELS.version]: labelValue(release.image.tag),
    [LABELS.component]: 'service',
    [LABELS.partOf]: system.name,
    [LABELS.managedBy]: MANAGED_BY,
    [LABELS.kubernetesId]: service.name,
  };
}

/**
 * Labels of objects that belong to the platform as a whole.
 *
 * @public
 */
export function platformLabels(
  system: PlatformDefinition,
): Record<string, string> {
  return {
    [LABELS.name]: system.name,
    [LABELS.partOf]: system.name,
    [LABELS.managedBy]: MANAGED_BY,
  };
}

/**
 * Argo CD's project of what the platform itself has. Services have another one,
 * so that none of them can touch the namespace that all of them live in.
 */
export function platformProjectName(system: PlatformDefinition): string {
  return `${system.spec.delivery.project}-platform`;
}

/** The Secret that holds the values of `spec.runtime.secrets`. */
export function secretName(serviceName: string): string {
  return `${serviceName}-secrets`;
}

/** Name of a service as part of an alert's name: `api-gateway` is `ApiGateway`. */
export function pascalCase(serviceName: string): string {
  return serviceName
    .split('-')
    .map(word => word.charAt(0).toLocaleUpperCase('en-US') + word.slice(1))
    .join('');
}

/** Name of an owner's group alone, as in receivers and code owners. */
export function ownerName(ownerRef: string): string {
  return ownerRef.slice(ownerRef.lastIndexOf('/') + 1);
}

/** Dashboard and runbook addresses: `{name}` stands for the service. */
export function linkFor(template: string, serviceName: string): string {
  return template.replaceAll('{name}', serviceName);
}

/** ConfigMap that holds the Grafana dashboard of a service. */
export function dashboardName(serviceName: string): string {
  return `${serviceName}-dashboard`;
}

/** Grafana takes 40 characters for an id, three of which are `gp-`. */
const MOST_OF_DASHBOARD_NAME = 37;

/** Stands for the service in the id and the address of its dashboard. */
function dashboardKey(serviceName: string): string {
  return serviceName.length <= MOST_OF_DASHBOARD_NAME
    ? serviceName
    : `${serviceName.slice(0, MOST_OF_DASHBOARD_NAME - 9)}-${sha256(
        serviceName,
      ).slice(0, 8)}`;
}

/** Grafana's id of a service's dashboard, the same in every environment. */
export function dashboardUid(serviceName: string): string {
  return `gp-${dashboardKey(serviceName)}`;
}

/** Address of a service's dashboard, which ends like its id. */
export function dashboardAddress(
  system: PlatformDefinition,
  serviceName: string,
): string {
  return linkFor(system.spec.links.dashboard, dashboardKey(serviceName));
}

/**
 * A tag as value of a label, which has 63 characters at most, the first and the
 * last of them a letter or a digit.
 */
export function labelValue(tag: string): string {
  return tag.slice(0, 63).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}
