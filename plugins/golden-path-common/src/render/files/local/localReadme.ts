/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../../../model/types';
import { parseQuantity } from '../../../spec/quantity';
import { resolveModel } from '../../../spec/resolveEnvironment';
import { isServing, scaleOf, ServiceSpec } from '../../../spec/serviceSpec';
import { CONTAINER_NAME } from '../../conventions';
import { RepositoryContext } from '../../types';
import { checklists } from './checklists';
import { GATEWAY_PORTS } from './kindCluster';
import { localResources } from './localResources';
import { gatewaySteps, meshSteps, RELEASES, rolloutsStep } from './setUpSteps';

/**
 * The service that examples show: the first of tier 1 behind the gateway, else the
 * first there is.
 *
 * @internal
 */
export function exampleService({
  services,
}: PlatformModel): ServiceDefinition | undefined {
  const isEntrance = ({ spec }: ServiceDefinition) =>
    spec.tier === 1 && spec.ports.some(({ expose }) => expose === 'gateway');
  return services.find(isEntrance) ?? services[0];
}

/** The set-up document's steps for a cluster of one's own, as they work here. */
export function localReadme({ model }: RepositoryContext): string {
  const { system } = model;
  const { namespace } = system.spec;
  const [{ name: environment }] = system.spec.environments;
  const resources = localResources(model);
  return `# ${system.title} on a machine of your own

A cluster in Docker that runs environment \`${environment}\`. Run the commands in the folder that holds \`local/\` and
\`${environment}/\`. You need Docker, [kind](https://kind.sigs.k8s.io), kubectl and Helm.

| here | what |
| --- | --- |
| \`kind-cluster.yaml\` | the cluster: ports ${GATEWAY_PORTS.join(
    ' and ',
  )} of this machine lead to it |
| \`platform.env\` | variables that the services share; no credentials |
| \`resources/\` | ${list(resources.map(({ kind }) => kind.title))} |
| \`secrets/\` | placeholders for what External Secrets brings elsewhere |

## Set up

\`\`\`sh
# 1. The cluster
kind create cluster --config local/kind-cluster.yaml
${meshSteps(system)}${gatewaySteps(system)}
# 3. Monitoring: the release's name is the label by which it finds rules and monitors
helm repo add prometheus-community https://prometheus-community.github.io/helm-charts
helm install ${
    system.spec.prometheus.selectorLabels.release ?? 'prometheus'
  } prometheus-community/kube-prometheus-stack \\
  --namespace ${system.spec.prometheus.namespace} --create-namespace \\
  --values ${environment}/monitoring/values.yaml

# 4. External Secrets, for its kinds; without a store, local/secrets stands in
helm repo add external-secrets https://charts.external-secrets.io
helm install external-secrets external-secrets/external-secrets \\
  --version ${
    RELEASES.externalSecrets
  } --namespace external-secrets --create-namespace --wait
${rolloutsStep(model)}
# 5. The namespace first, then what belongs to it
kubectl apply --server-side --filename ${environment}/platform/namespace.yaml
kubectl apply --server-side --filename ${environment}/platform
kubectl apply --server-side --filename local/secrets
kubectl apply --server-side --recursive --filename local/resources
kubectl rollout status statefulset --namespace ${namespace} --selector app.kubernetes.io/component=resource

# 6. The services
kubectl apply --server-side --recursive --filename ${environment}/services
\`\`\`

${sizeSentence(model)}

Without a secret store each ExternalSecret says \`SecretSyncedError\`; the Secrets of \`local/secrets\` are used.
${imageSection(model)}
## Variables

\`set -a; . local/platform.env; set +a\` gives a program in your terminal the variables that the services share. The
addresses are those of the cluster; \`kubectl port-forward\` brings one here.

## With Argo CD

\`\`\`sh
kubectl create namespace ${system.spec.delivery.argocdNamespace}
kubectl apply --server-side --namespace ${
    system.spec.delivery.argocdNamespace
  } \\
  --filename https://raw.githubusercontent.com/argoproj/argo-cd/${
    RELEASES.argocd
  }/manifests/install.yaml
kubectl apply --server-side --filename ${environment}/argocd/appproject.yaml \\
  --filename ${environment}/argocd/appproject-platform.yaml
kubectl apply --server-side --filename ${environment}/argocd/application-${
    system.name
  }.yaml
kubectl wait --for=jsonpath='{.status.health.status}'=Healthy --timeout=5m \\
  --namespace ${system.spec.delivery.argocdNamespace} application/${system.name}
kubectl apply --server-side --filename ${environment}/argocd
\`\`\`

Argo CD reads \`${
    system.spec.environments[0].repository ?? system.spec.delivery.repository
  }\`; step 6 is then its work.

${checklists(model, exampleService(model))}`;
}

/** What all services ask for before any autoscaler has done something. */
function sizeSentence(model: PlatformModel): string {
  const { services } = resolveModel(
    model,
    model.system.spec.environments[0].name,
  );
  const pods = services.map(({ spec }) => ({ spec, count: podsAtLeast(spec) }));
  const sum = (amountOf: (spec: ServiceSpec) => string) =>
    pods.reduce(
      (total, { spec, count }) =>
        total + count * (parseQuantity(amountOf(spec))?.value ?? 0),
      0,
    );
  const cores = sum(({ resources }) => resources.cpu.request);
  const gibibytes = sum(({ resources }) => resources.memory.request) / 2 ** 30;
  const rounded = Math.round(gibibytes * 100) / 100;
  return `All services together ask for ${pods.reduce(
    (total, { count }) => total + count,
    0,
  )} pods, ${cores} cores and ${rounded} GiB, without the mesh's proxies. On a smaller
machine, apply the folders of those that you work on.`;
}

function podsAtLeast(spec: ServiceSpec): number {
  const scale = scaleOf(spec);
  if (!isServing(spec)) {
    return 0;
  }
  return scale.type === 'fixed' ? scale.replicas : scale.min;
}

function imageSection(model: PlatformModel): string {
  const service = exampleService(model);
  if (!service) {
    return '';
  }
  const { namespace, registry } = model.system.spec;
  const { name } = service;
  const image = `${registry}/${name}:local`;
  const patch = {
    spec: {
      template: {
        spec: {
          containers: [
            { name: CONTAINER_NAME, image, imagePullPolicy: 'Never' },
          ],
        },
      },
    },
  };
  return `
Pods take their images from \`${registry}\`. To run one that you built here:

\`\`\`sh
docker build --tag ${image} services/${name}
kind load docker-image --name ${model.system.name} ${image}
kubectl patch deployment ${name} --namespace ${namespace} \\
  --patch '${JSON.stringify(patch)}'
\`\`\`
`;
}

function list(words: string[]): string {
  return words.length > 1
    ? `${words.slice(0, -1).join(', ')} and ${words[words.length - 1]}`
    : words.join('');
}
