/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../../model/types';
import { isServing, scaleOf, ServicePort } from '../../spec/serviceSpec';
import { canaryRelease, workloadOf } from '../workload';

/**
 * Fields of a service's objects that a controller owns: the number of replicas
 * where there is an autoscaler, and the mesh's weights where there is a Rollout.
 * Nothing else is left out of the comparison, so that drift stays visible.
 *
 * @internal
 */
export function ignoredDifferences(service: ServiceDefinition) {
  return [...ignoredReplicas(service), ...ignoredWeights(service)];
}

function ignoredReplicas(service: ServiceDefinition) {
  const { name, spec } = service;
  if (!isServing(spec) || scaleOf(spec).type !== 'autoscaled') {
    return [];
  }
  const { apiVersion, kind } = workloadOf(spec);
  const canary = canaryRelease(service);
  return [name, ...(canary ? [canary.instance] : [])].map(workload => ({
    group: apiVersion.split('/')[0],
    kind,
    name: workload,
    jsonPointers: ['/spec/replicas'],
  }));
}

/** What the controller of Argo Rollouts writes into Istio's objects. */
function ignoredWeights({ name, spec }: ServiceDefinition) {
  if (workloadOf(spec).kind !== 'Rollout') {
    return [];
  }
  const group = 'networking.istio.io';
  const routes = [
    ...(spec.ports.some(port => !isTcp(port)) ? ['http'] : []),
    ...(spec.ports.some(isTcp) ? ['tcp'] : []),
  ];
  return [
    {
      group,
      kind: 'VirtualService',
      name,
      jqPathExpressions: routes.map(
        protocol => `.spec.${protocol}[].route[].weight`,
      ),
    },
    {
      group,
      kind: 'DestinationRule',
      name,
      jqPathExpressions: [
        '.spec.subsets[].labels["rollouts-pod-template-hash"]',
      ],
    },
  ];
}

function isTcp({ name }: ServicePort): boolean {
  return name.split('-')[0] === 'tcp';
}
