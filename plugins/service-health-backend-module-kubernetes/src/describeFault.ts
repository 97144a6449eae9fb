/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { SourceFailure } from '@openpolicy/plugin-service-health-node';
import { KubernetesClusterConfig } from './config';
import { KubernetesFault } from './errors';
import { ResourceDefinition } from './resources';

/**
 * Says what failed on which cluster and what to do about it. Nothing in it comes from a body, and no token is near.
 *
 * @internal
 */
export function describeFault(
  fault: KubernetesFault,
  context: {
    cluster: Pick<KubernetesClusterConfig, 'name' | 'tokenKey'>;
    resource: Pick<ResourceDefinition, 'group' | 'plural'>;
  },
): Omit<SourceFailure, 'retryAt'> {
  const { cluster, resource } = context;
  const what = `${resource.plural} of the cluster '${cluster.name}'`;
  return {
    reason: `Failed to read ${what}: ${fault.message}.`,
    nextStep: nextStep(fault, context),
    unreachable: fault.code === 'unreachable' || fault.code === 'timeout',
  };
}

function nextStep(
  fault: KubernetesFault,
  context: {
    cluster: Pick<KubernetesClusterConfig, 'name' | 'tokenKey'>;
    resource: Pick<ResourceDefinition, 'group' | 'plural'>;
  },
): string | undefined {
  const { cluster, resource } = context;
  switch (fault.code) {
    case 'unauthorized':
      return `Put a valid token into ${cluster.tokenKey} and restart the backend.`;
    case 'forbidden':
      return `Add the rule {apiGroups: ["${resource.group}"], resources: ["${resource.plural}"], verbs: ["get", "list", "watch"]} to the role of the portal's service account.`;
    case 'notFound':
      return `Check that the url of the cluster '${cluster.name}' is that of an API server.`;
    case 'certificate':
      return `Set caData or caFile of the cluster '${cluster.name}' to the authority that signed its certificate.`;
    case 'unreachable':
    case 'timeout':
      return `Check that the API server of '${cluster.name}' runs and that the portal's backend reaches it.`;
    case 'refused':
    case 'malformed':
      return `Check that the url of the cluster '${cluster.name}' leads to its API server and not to a proxy's page.`;
    case 'tooLarge':
      return 'Narrow what is read by serviceHealth.kubernetes.namespaces or labelSelector.';
    default:
      return undefined;
  }
}
