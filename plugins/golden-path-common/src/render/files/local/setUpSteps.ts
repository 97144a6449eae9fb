/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition, PlatformModel } from '../../../model/types';
import { publicHost } from './checklists';
import { GATEWAY_NODE_LABEL, GATEWAY_PORTS } from './kindCluster';

/** Releases of what the platform needs; the manifests were judged against them. */
export const RELEASES = {
  argoRollouts: 'v1.10.1',
  argocd: 'v3.5.7',
  externalSecrets: '1.3.2',
  istio: '1.31.1',
};

const NODE_SELECTOR = { [GATEWAY_NODE_LABEL]: 'true' };

const TOLERATIONS = [
  {
    key: 'node-role.kubernetes.io/control-plane',
    operator: 'Exists',
    effect: 'NoSchedule',
  },
];

/** Istio, for services that are in the mesh. */
export function meshSteps({ spec: { mesh } }: PlatformDefinition): string {
  if (!mesh.injection) {
    return '';
  }
  return `
# 2. The mesh. Its CNI plugin, because pods under the restricted standard may not
#    set up their network themselves; no demo profile, which has no limits
helm repo add istio https://istio-release.storage.googleapis.com/charts
helm install istio-base istio/base --version ${RELEASES.istio} \\
  --namespace ${mesh.systemNamespace} --create-namespace
helm install istio-cni istio/cni --version ${RELEASES.istio} \\
  --namespace ${mesh.systemNamespace} --wait
helm install istiod istio/istiod --version ${RELEASES.istio} \\
  --namespace ${mesh.systemNamespace} --set pilot.cni.enabled=true --wait
`;
}

/** What takes requests from outside, on the node whose ports are the machine's. */
export function gatewaySteps(system: PlatformDefinition): string {
  const { gateway, namespace } = system.spec;
  const host = publicHost(system);
  const certificateNamespace =
    gateway.type === 'istio' ? gateway.namespace : namespace;
  // An Ingress reads its certificate from its own namespace, which is made later.
  const makeNamespace =
    gateway.type === 'istio' ? '' : `kubectl create namespace ${namespace}\n`;
  return `
#    The gateway, on the node whose ports are this machine's
${gateway.type === 'istio' ? istioGateway(system) : ingressController(system)}

#    A certificate that only this machine believes in
openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj /CN=${host} \\
  -addext subjectAltName=DNS:${host} -keyout tls.key -out tls.crt
${makeNamespace}kubectl create secret tls ${
    gateway.tlsSecret
  } --namespace ${certificateNamespace} --key tls.key --cert tls.crt
`;
}

function istioGateway({ spec: { gateway } }: PlatformDefinition): string {
  return `helm install ${gateway.serviceAccount} istio/gateway --version ${
    RELEASES.istio
  } \\
  --namespace ${
    gateway.namespace
  } --create-namespace --set service.type=ClusterIP
kubectl patch deployment ${gateway.serviceAccount} --namespace ${
    gateway.namespace
  } --patch '${JSON.stringify(gatewayPatch())}'`;
}

function ingressController({ spec: { gateway } }: PlatformDefinition): string {
  return `helm repo add ingress-nginx https://kubernetes.github.io/ingress-nginx
helm install ingress-nginx ingress-nginx/ingress-nginx \\
  --namespace ${gateway.namespace} --create-namespace \\
  --set controller.hostPort.enabled=true --set controller.service.type=ClusterIP \\
  --set controller.ingressClassResource.name=${gateway.ingressClass} \\
  --set-json 'controller.nodeSelector=${JSON.stringify(NODE_SELECTOR)}' \\
  --set-json 'controller.tolerations=${JSON.stringify(TOLERATIONS)}'`;
}

/** The chart has no values for the ports of the node. */
function gatewayPatch() {
  return {
    spec: {
      template: {
        spec: {
          nodeSelector: NODE_SELECTOR,
          tolerations: TOLERATIONS,
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

/** Argo Rollouts, if some service uses it. */
export function rolloutsStep({ services }: PlatformModel): string {
  return services.some(({ spec }) => spec.rollout.strategy === 'rollouts')
    ? `
#    Argo Rollouts, whose kinds some services use
kubectl create namespace argo-rollouts
kubectl apply --server-side --namespace argo-rollouts \\
  --filename https://github.com/argoproj/argo-rollouts/releases/download/${RELEASES.argoRollouts}/install.yaml
`
    : '';
}
