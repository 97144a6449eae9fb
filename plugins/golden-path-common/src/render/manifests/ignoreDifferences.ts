/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../../model/types';
import { isServing, scaleOf } from '../../spec/serviceSpec';
import { publicName } from '../conventions';
import { publicRoutesOf, routesOf } from '../routes';
import { RenderContext } from '../types';
import { canaryRelease, workloadOf } from '../workload';

/**
 * Fields of a service's objects that a controller owns: the number of replicas
 * where there is an autoscaler, and the mesh's weights where there is a Rollout.
 * Nothing else is left out of the comparison, so that drift stays visible.
 *
 * @internal
 */
export function ignoredDifferences(context: RenderContext) {
  return [...ignoredReplicas(context.service), ...ignoredWeights(context)];
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
function ignoredWeights(context: RenderContext) {
  const { name, spec } = context.service;
  const { http, tcp } = routesOf(spec);
  const isRouted =
    context.model.system.spec.mesh.injection && http.length + tcp.length > 0;
  if (workloadOf(spec).kind !== 'Rollout' || !isRouted) {
    return [];
  }
  const group = 'networking.istio.io';
  const weightsOf = (virtualService: string, protocols: string[]) => ({
    group,
    kind: 'VirtualService',
    name: virtualService,
    jqPathExpressions: protocols.map(
      protocol => `.spec.${protocol}[].route[].weight`,
    ),
  });
  return [
    weightsOf(name, [
      ...(http.length > 0 ? ['http'] : []),
      ...(tcp.length > 0 ? ['tcp'] : []),
    ]),
    ...(publicRoutesOf(context).http.length > 0
      ? [weightsOf(publicName(name), ['http'])]
      : []),
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
