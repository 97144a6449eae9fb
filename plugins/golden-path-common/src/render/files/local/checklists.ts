/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { findProvider } from '../../../model/providers';
import { parseDependencyRef } from '../../../graph/dependencies';
import {
  PlatformDefinition,
  PlatformModel,
  ServiceDefinition,
} from '../../../model/types';
import { IMAGES_FILE } from '../ci/images';

interface ChecklistItem {
  /** As the set-up document has it. */
  item: string;
  how: string;
  /** Shows that it is done. */
  proof: string;
}

/**
 * The three checklists of the set-up document: how each item is done here, and
 * the command that proves it.
 *
 * @param example - a service for the commands that need one
 * @internal
 */
export function checklists(
  model: PlatformModel,
  example: ServiceDefinition | undefined,
): string {
  return [
    table('Pre-Deployment', preDeployment(model, example)),
    table('Deployment', deployment(model)),
    table('Post-Deployment', postDeployment(model)),
  ].join('\n');
}

function preDeployment(
  { system }: PlatformModel,
  example: ServiceDefinition | undefined,
): ChecklistItem[] {
  const { registry } = system.spec;
  const [{ name: environment }] = system.spec.environments;
  const image = example
    ? `${registry}/${example.name}:${example.spec.image.tag}`
    : registry;
  return [
    {
      item: 'Kubernetes cluster ready',
      how: '`kind create cluster`, or a cluster that you have',
      proof: 'kubectl wait --for=condition=Ready nodes --all --timeout=2m',
    },
    {
      item: 'Helm installed',
      how: 'from your package manager, with its checksum',
      proof: 'helm version --short',
    },
    {
      item: 'kubectl configured',
      how: 'kind sets the context',
      proof: 'kubectl config current-context',
    },
    {
      item: 'GitHub secrets configured',
      how: 'those of `ci/README.md`; none is a kubeconfig, Argo CD pulls',
      proof: `gh secret list && gh secret list --env ${environment}`,
    },
    {
      item: 'Docker registry access',
      how: 'by identity token in CI; nodes by their own credentials',
      proof: `docker buildx imagetools inspect ${image}`,
    },
  ];
}

function deployment({ system }: PlatformModel): ChecklistItem[] {
  const { namespace, prometheus, gateway } = system.spec;
  const host = publicHost(system);
  const inNamespace = `--namespace ${namespace}`;
  const ingress =
    gateway.type === 'istio'
      ? 'gateways.networking.istio.io,virtualservices.networking.istio.io'
      : 'ingresses';
  return [
    {
      item: 'Namespace created',
      how: '`platform/namespace.yaml`, with pod security and mesh labels',
      proof: `kubectl get namespace ${namespace} --show-labels`,
    },
    {
      item: 'ConfigMaps applied',
      how: 'one a service; its name changes with its content, so pods roll',
      proof: `kubectl get configmaps ${inNamespace} --selector app.kubernetes.io/part-of=${system.name}`,
    },
    {
      item: 'Secrets created',
      how: 'by External Secrets; here by `local/secrets`',
      proof: `kubectl get secrets,externalsecrets ${inNamespace}`,
    },
    {
      item: 'Services deployed',
      how: '`services/`, applied by Argo CD or step 6',
      proof: `kubectl get services,deployments ${inNamespace} --selector app.kubernetes.io/part-of=${system.name}`,
    },
    {
      item: 'Ingress configured',
      how: '`platform/`, and a route of each service with `expose: gateway`',
      proof: `kubectl get ${ingress} ${inNamespace} && curl --include --insecure --resolve ${host}:443:127.0.0.1 https://${host}`,
    },
    {
      item: 'Monitoring stack deployed',
      how: 'kube-prometheus-stack with `monitoring/values.yaml`',
      proof: `kubectl get pods --namespace ${prometheus.namespace} --selector app.kubernetes.io/name=prometheus`,
    },
  ];
}

function postDeployment(model: PlatformModel): ChecklistItem[] {
  const { system } = model;
  const { namespace, prometheus, delivery } = system.spec;
  const [{ branch }] = system.spec.environments;
  const reporting = errorReporting(model);
  // Past the mesh: its proxy refuses whoever has no certificate.
  const port = reporting?.spec.ports[0]?.port;
  const query = (path: string) =>
    `kubectl get --raw '/api/v1/namespaces/${prometheus.namespace}/services/prometheus-operated:9090/proxy/api/v1/${path}'`;
  return [
    {
      item: 'All services healthy',
      how: 'readiness of every pod; the portal shows the rest',
      proof: `kubectl wait --for=condition=Available deployments --all --namespace ${namespace} --timeout=5m`,
    },
    ...(reporting
      ? [
          {
            item: 'Error reporting operational',
            how: `\`${reporting.name}\` answers at \`ERROR_REPORTING_URL\``,
            proof: `kubectl port-forward --namespace ${namespace} service/${reporting.name} ${port} & curl --fail --retry 5 --retry-connrefused http://localhost:${port}${reporting.spec.health.liveness}`,
          },
        ]
      : []),
    {
      item: 'Metrics collection working',
      how: 'a ServiceMonitor a service, outside the mesh',
      proof: query(
        `query?query=sum(up{namespace="${namespace}"})`.replaceAll('"', '%22'),
      ),
    },
    {
      item: 'Alerts configured',
      how: 'a PrometheusRule a service, tested by promtool',
      proof: query('rules?type=alert'),
    },
    {
      item: 'CI/CD pipeline active',
      how: `a push to \`${branch}\` ends in a pull request with digests`,
      proof: `gh run list --workflow ${IMAGES_FILE} --branch ${branch} --limit 1`,
    },
    {
      item: 'GitOps operational',
      how: 'every Application is Synced and Healthy',
      proof: `kubectl get applications --namespace ${delivery.argocdNamespace}`,
    },
  ];
}

/** The service that others report their errors to, if there is one. */
function errorReporting(model: PlatformModel): ServiceDefinition | undefined {
  for (const { spec } of model.services) {
    const dependency = spec.dependencies.find(
      ({ env }) => env === 'ERROR_REPORTING_URL',
    );
    const ref = dependency && parseDependencyRef(dependency.ref);
    const provider = ref && findProvider(model, ref);
    if (provider) {
      return model.services.find(
        ({ entityRef }) => entityRef === provider.entityRef,
      );
    }
  }
  return undefined;
}

/** A host name that leads to the gateway in the first environment. */
export function publicHost({ spec }: PlatformDefinition): string {
  return (
    spec.environments[0].hosts?.[0] ?? spec.gateway.hosts[0] ?? 'localhost'
  );
}

function table(title: string, items: ChecklistItem[]): string {
  return `## ${title}

| | item | how it is done here | proof |
| --- | --- | --- | --- |
${items
  .map(({ item, how, proof }) => `| ☐ | ${item} | ${how} | \`${proof}\` |`)
  .join('\n')}
`;
}
