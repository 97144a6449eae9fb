/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, listAt, numberAt, textAt } from '../access';
import { printLabels } from '../labels';
import type { ObjectIndex } from '../ObjectIndex';
import { LintObject, LintRule, LintViolation } from '../types';
import { declaresPorts, hasPort } from '../workload';

/*
 * Services, and the Ingresses in front of them.
 */

/** @internal */
export const serviceSelectsPods: LintRule = {
  id: 'GP-LINT-040',
  severity: 'error',
  title: 'A Service selects at least one workload',
  why: 'It has no endpoints, and every call to it fails at once.',
  check: index =>
    [...index.allServices()].flatMap(service => {
      const { object, selector } = service;
      return !object ||
        !selector ||
        !index.isComplete ||
        textAt(object.manifest, 'spec', 'type') === 'ExternalName' ||
        index.endpointsOf(service).length > 0
        ? []
        : {
            object,
            field: 'spec.selector',
            problem: `is '${printLabels(selector)}', which no pod template has`,
            fix: 'Select by labels that the pods have, as app.kubernetes.io/name.',
          };
    }),
};

/** @internal */
export const serviceTargetPort: LintRule = {
  id: 'GP-LINT-041',
  severity: 'error',
  title: 'The target port of a Service is a port of all its pods',
  why: 'Where the pods have no such port, the Service has no endpoint for it and calls are refused.',
  check: index =>
    [...index.allServices()].flatMap(service =>
      (service.ports ?? []).flatMap((port, i) =>
        index
          .endpointsOf(service)
          .filter(
            workload =>
              !hasPort(workload, port.targetPort) &&
              // Containers need not declare ports that are given by number.
              (typeof port.targetPort === 'string' || declaresPorts(workload)),
          )
          .map(({ object }) => ({
            object: service.object!,
            field: `spec.ports[${i}].targetPort`,
            problem: `is '${port.targetPort}', which is no port of ${object.kind} '${object.name}'`,
            fix: "Write the name of a container's port.",
          })),
      ),
    ),
};

/** @internal */
export const ingressBackend: LintRule = {
  id: 'GP-LINT-042',
  severity: 'error',
  title: 'The backend of an Ingress is a port of a Service',
  why: 'Callers get 503 for it.',
  check: index =>
    index
      .ofKind('Ingress')
      .flatMap(object => [
        ...backendViolations(index, object, 'spec.defaultBackend', [
          'spec',
          'defaultBackend',
        ]),
        ...listAt(object.manifest, 'spec', 'rules').flatMap((rule, i) =>
          listAt(rule, 'http', 'paths').flatMap((_, j) =>
            backendViolations(
              index,
              object,
              `spec.rules[${i}].http.paths[${j}].backend`,
              ['spec', 'rules', i, 'http', 'paths', j, 'backend'],
            ),
          ),
        ),
      ]),
};

function backendViolations(
  index: ObjectIndex,
  object: LintObject,
  field: string,
  path: Array<string | number>,
): LintViolation[] {
  const backend = at(object.manifest, ...path, 'service');
  const name = textAt(backend, 'name');
  if (name === undefined) {
    return [];
  }
  const service = index.findService(object.namespace, name);
  if (!service) {
    return index.isComplete
      ? [
          {
            object,
            field: `${field}.service.name`,
            problem: `is '${name}', and no Service has that name`,
            fix: 'Write the name of a Service of this namespace.',
          },
        ]
      : [];
  }
  const port =
    textAt(backend, 'port', 'name') ?? numberAt(backend, 'port', 'number');
  return service.ports === undefined ||
    service.ports.some(
      offered => offered.name === port || offered.port === port,
    )
    ? []
    : [
        {
          object,
          field: `${field}.service.port`,
          problem: `is '${port}', which Service '${name}' does not have`,
          fix: "Write a port of the Service; it need not be the pod's.",
        },
      ];
}

/** @internal */
export const serviceRules = [
  serviceSelectsPods,
  serviceTargetPort,
  ingressBackend,
];
