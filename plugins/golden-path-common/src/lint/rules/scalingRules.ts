/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { listAt, numberAt, textAt } from '../access';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule } from '../types';
import { Workload } from '../workload';

/*
 * Autoscalers and what they scale.
 */

/** An autoscaler and the workload that it scales, where that is known. */
interface Scaling {
  object: LintObject;
  kind: string;
  name: string;
  target?: Workload;
}

/** @internal */
export const scaleTarget: LintRule = {
  id: 'GP-LINT-050',
  severity: 'error',
  title: 'The target of an autoscaler is there',
  why: 'It scales nothing, and the number of pods stays what it is under any load.',
  check: index =>
    index.isComplete
      ? scalings(index)
          .filter(
            ({ object, kind, name }) =>
              !index.find(kind, object.namespace, name),
          )
          .map(({ object, kind, name }) => ({
            object,
            field: 'spec.scaleTargetRef',
            problem: `is ${kind} '${name}', which is not there`,
            fix: 'Name the workload as it is: its kind, apiVersion and name.',
          }))
      : [],
};

/** @internal */
export const replicasBesideScaler: LintRule = {
  id: 'GP-LINT-051',
  severity: 'error',
  title: 'A workload with an autoscaler has no replicas',
  why: 'Every sync sets the number back that the autoscaler chose.',
  check: index =>
    scalings(index).flatMap(({ object, target }) => {
      const replicas = numberAt(target?.object.manifest, 'spec', 'replicas');
      return target && replicas !== undefined
        ? {
            object: target.object,
            field: 'spec.replicas',
            problem: `is ${replicas}, but HorizontalPodAutoscaler '${object.name}' owns the number`,
            fix: 'Leave replicas out.',
          }
        : [];
    }),
};

/** @internal */
export const scaledContainer: LintRule = {
  id: 'GP-LINT-052',
  severity: 'error',
  title: 'A container whose use an autoscaler measures is there',
  why: 'The metric cannot be read, and nothing is scaled.',
  check: index =>
    scalings(index).flatMap(({ object, target }) =>
      metricsOf(object).flatMap(({ type, container, field }) =>
        !target ||
        type !== 'ContainerResource' ||
        target.containers.some(({ name }) => name === container)
          ? []
          : {
              object,
              field: `${field}.containerResource.container`,
              problem: `is '${container}', which ${target.object.kind} '${target.object.name}' does not have`,
              fix: `Name one of its containers: ${target.containers
                .map(({ name }) => `'${name}'`)
                .join(', ')}.`,
            },
      ),
    ),
};

/** @internal */
export const scaledRequest: LintRule = {
  id: 'GP-LINT-053',
  severity: 'error',
  title: 'Containers whose use an autoscaler measures ask for that resource',
  why: 'Use in percent is percent of the request: with one container without any, a Resource metric fails as a whole.',
  check: index =>
    scalings(index).flatMap(({ object, target }) =>
      metricsOf(object)
        .filter(({ isUtilization }) => isUtilization)
        .flatMap(({ type, container, resource }) =>
          (target?.containers ?? [])
            .filter(
              ({ name, isInit, fields }) =>
                (type === 'Resource' ? !isInit : name === container) &&
                requestOf(fields, resource) === undefined,
            )
            .map(({ field, name }) => ({
              object: target!.object,
              field: `${field}.resources.requests.${resource}`,
              problem: `is not set in container '${name}', but HorizontalPodAutoscaler '${object.name}' measures it`,
              fix: 'Add the request, or measure one container by a ContainerResource metric.',
            })),
        ),
    ),
};

/** @internal */
export const scaleRange: LintRule = {
  id: 'GP-LINT-054',
  severity: 'error',
  title: 'An autoscaler has room between its least and most pods',
  why: 'With one number for both it never scales; with more least than most the API server refuses it.',
  check: index =>
    scalings(index).flatMap(({ object }) => {
      const min = numberAt(object.manifest, 'spec', 'minReplicas') ?? 1;
      const max = numberAt(object.manifest, 'spec', 'maxReplicas');
      return max === undefined || min < max
        ? []
        : {
            object,
            field: 'spec.minReplicas',
            problem: `is ${min}, which is not below 'spec.maxReplicas' ${max}`,
            fix: 'Raise maxReplicas, or remove the autoscaler and write replicas.',
          };
    }),
};

/** @internal */
export const oneScaler: LintRule = {
  id: 'GP-LINT-055',
  severity: 'error',
  title: 'A workload has one autoscaler',
  why: 'Two set different numbers in turn.',
  check: index => {
    const seen = new Map<string, string>();
    return scalings(index).flatMap(({ object, kind, name }) => {
      const key = `${kind} ${object.namespace}/${name}`;
      const other = seen.get(key);
      seen.set(key, object.name);
      return other === undefined || other === object.name
        ? []
        : {
            object,
            field: 'spec.scaleTargetRef',
            problem: `is ${kind} '${name}', which HorizontalPodAutoscaler '${other}' scales too`,
            fix: 'Put both metrics into one autoscaler.',
          };
    });
  },
};

function scalings(index: ObjectIndex): Scaling[] {
  return index.ofKind('HorizontalPodAutoscaler').flatMap(object => {
    const kind = textAt(object.manifest, 'spec', 'scaleTargetRef', 'kind');
    const name = textAt(object.manifest, 'spec', 'scaleTargetRef', 'name');
    return kind === undefined || name === undefined
      ? []
      : [
          {
            object,
            kind,
            name,
            target: index.findWorkload(kind, object.namespace, name),
          },
        ];
  });
}

function metricsOf({ manifest }: LintObject) {
  return listAt(manifest, 'spec', 'metrics').flatMap((metric, i) => {
    const type = textAt(metric, 'type');
    const source = type === 'Resource' ? 'resource' : 'containerResource';
    const resource = textAt(metric, source, 'name');
    return (type === 'Resource' || type === 'ContainerResource') && resource
      ? [
          {
            type,
            resource,
            container: textAt(metric, source, 'container'),
            field: `spec.metrics[${i}]`,
            isUtilization:
              numberAt(metric, source, 'target', 'averageUtilization') !==
              undefined,
          },
        ]
      : [];
  });
}

/** Kubernetes takes a limit for the request where there is none. */
function requestOf(container: unknown, resource: string): unknown {
  return (
    textAt(container, 'resources', 'requests', resource) ??
    numberAt(container, 'resources', 'requests', resource) ??
    textAt(container, 'resources', 'limits', resource) ??
    numberAt(container, 'resources', 'limits', resource)
  );
}

/** @internal */
export const scalingRules = [
  scaleTarget,
  replicasBesideScaler,
  scaledContainer,
  scaledRequest,
  scaleRange,
  oneScaler,
];
