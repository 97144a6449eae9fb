/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../../../model/types';
import { CONTAINER_NAME } from '../../conventions';
import { RepositoryContext } from '../../types';
import { checklists } from './checklists';
import { GATEWAY_NODE_LABEL, GATEWAY_PORTS } from './kindCluster';
import { localResources } from './localResources';
import { platformEnv } from './platformEnv';

/** Releases of what the platform needs; the manifests were judged against them. */
const RELEASES = {
  argocd: 'v3.5.7',
  externalSecrets: '1.3.2',
  istio: '1.31.1',
};

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
export function localReadme(context: RepositoryContext): string {
  const { model } = context;
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
${meshSteps(model)}
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

Without a secret store each ExternalSecret says \`SecretSyncedError\`; the Secrets of \`local/secrets\` are used.
${imageSection(model)}
## Variables

\`set -a; . local/platform.env; set +a\` gives a program in your terminal the variables that the services have. The
addresses are those of the cluster; \`kubectl port-forward\` brings one here.

| variable | value |
| --- | --- |
${Object.entries(platformEnv(context))
  .map(([name, value]) => `| \`${name}\` | \`${value}\` |`)
  .join('\n')}

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

function meshSteps({ system }: PlatformModel): string {
  const { mesh, gateway } = system.spec;
  const steps: string[] = [];
  if (mesh.injection) {
    steps.push(`
# 2. The mesh. Its CNI plugin, because pods under the restricted standard may not
#    set up their network themselves; no demo profile, which has no limits
helm repo add istio https://istio-release.storage.googleapis.com/charts
helm install istio-base istio/base --version ${RELEASES.istio} \\
  --namespace ${mesh.systemNamespace} --create-namespace
helm install istio-cni istio/cni --version ${RELEASES.istio} \\
  --namespace ${mesh.systemNamespace} --wait
helm install istiod istio/istiod --version ${RELEASES.istio} \\
  --namespace ${mesh.systemNamespace} --set pilot.cni.enabled=true --wait`);
  }
  if (gateway.type === 'istio') {
    steps.push(`
#    The gateway, on the node whose ports are this machine's
helm install ${gateway.serviceAccount} istio/gateway --version ${
      RELEASES.istio
    } \\
  --namespace ${
    gateway.namespace
  } --create-namespace --set service.type=ClusterIP
kubectl patch deployment ${gateway.serviceAccount} --namespace ${
      gateway.namespace
    } --patch '${JSON.stringify(gatewayPatch())}'`);
  }
  return `${steps.join('\n')}\n`;
}

/** The chart has no values for the ports of the node. */
function gatewayPatch() {
  return {
    spec: {
      template: {
        spec: {
          nodeSelector: { [GATEWAY_NODE_LABEL]: 'true' },
          tolerations: [
            {
              key: 'node-role.kubernetes.io/control-plane',
              operator: 'Exists',
              effect: 'NoSchedule',
            },
          ],
          containers: [
            {
              name: 'istio-proxy',
              ports: GATEWAY_PORTS.map(port => ({
                containerPort: port,
                hostPort: port,
                protocol: 'TCP',
              })),
            },
          ],
        },
      },
    },
  };
}

function rolloutsStep({ services }: PlatformModel): string {
  return services.some(({ spec }) => spec.rollout.strategy === 'rollouts')
    ? `
#    Argo Rollouts, whose kinds some services use
kubectl create namespace argo-rollouts
kubectl apply --server-side --namespace argo-rollouts \\
  --filename https://github.com/argoproj/argo-rollouts/releases/download/v1.10.1/install.yaml
`
    : '';
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
