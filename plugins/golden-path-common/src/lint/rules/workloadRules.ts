/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS } from '../../render/conventions';
import {
  at,
  Fields,
  fieldsAt,
  isFields,
  numberAt,
  textAt,
  textMapAt,
} from '../access';
import { printLabels, selects } from '../labels';
import { LintRule, LintViolation } from '../types';
import {
  Container,
  declaresPorts,
  hasPort,
  podField,
  Workload,
} from '../workload';

/*
 * Workloads and the pods that they make.
 */

/** Labels that change with a release, with the tool or with its version. */
const CHANGING_LABELS: readonly string[] = [
  LABELS.version,
  LABELS.managedBy,
  LABELS.meshVersion,
  'helm.sh/chart',
  'chart',
  'pod-template-hash',
];

/** @internal */
export const selectorMatchesPods: LintRule = {
  id: 'GP-LINT-030',
  severity: 'error',
  title: 'A workload selects its own pods',
  why: 'The API server refuses a selector that the labels of the template do not match.',
  check: ({ workloads }) =>
    workloads
      .filter(
        ({ selector, podLabels }) =>
          isFields(selector) && !selects(selector, podLabels),
      )
      .map(({ object, podLabels, selector }) => ({
        object,
        field: 'spec.selector',
        problem: `is '${printLabels(
          textMapAt(selector, 'matchLabels'),
        )}', but its pods have '${printLabels(podLabels)}'`,
        fix: 'Give the pod template every label of the selector.',
      })),
};

/** @internal */
export const selectorIsStable: LintRule = {
  id: 'GP-LINT-031',
  severity: 'warning',
  title: 'A workload selects by labels that never change',
  why: 'A selector cannot be changed; the next release needs the workload deleted.',
  check: ({ workloads }) =>
    workloads.flatMap(({ object, selector }) =>
      CHANGING_LABELS.filter(
        label => at(selector, 'matchLabels', label) !== undefined,
      ).map(label => ({
        object,
        field: 'spec.selector.matchLabels',
        problem: `has '${label}', which changes with a release or a tool`,
        fix: 'Select by name and instance only.',
      })),
    ),
};

/** @internal */
export const selectorsApart: LintRule = {
  id: 'GP-LINT-032',
  severity: 'error',
  title: "No workload selects another one's pods",
  why: 'Both count and delete the same pods, and neither ever gets the number it wants.',
  check: index =>
    index.workloads.flatMap(({ object, selector }) =>
      isFields(selector)
        ? index
            .selectedBy(selector, object.namespace)
            .filter(
              other =>
                other.object !== object &&
                // A CronJob's or Job's pods carry a label of their controller.
                isFields(other.selector),
            )
            .map(other => ({
              object,
              field: 'spec.selector',
              problem: `selects the pods of ${other.object.kind} '${other.object.name}' too`,
              fix: "Add a label to selector and template that only its own pods have, as 'app.kubernetes.io/instance'.",
            }))
        : [],
    ),
};

/** @internal */
export const probePort: LintRule = {
  id: 'GP-LINT-033',
  severity: 'error',
  title: 'Probes and hooks ask a port of the pod',
  why: 'The kubelet finds no such port, and the pod is never ready or is killed for ever.',
  check: ({ workloads }) =>
    workloads.flatMap(workload =>
      workload.containers.flatMap(container =>
        probesOf(container).flatMap(({ field, action }) =>
          probeViolations(workload, container, field, action),
        ),
      ),
    ),
};

/** @internal */
export const imageTag: LintRule = {
  id: 'GP-LINT-034',
  severity: 'error',
  title: 'Every image has a tag of a release or a digest',
  why: "Nobody can say what runs, and a restart may bring something else: ':latest' moves.",
  check: ({ workloads }) =>
    workloads.flatMap(({ object, containers }) =>
      containers.flatMap(({ field, fields }) => {
        const image = textAt(fields, 'image');
        if (image === undefined || image.includes('@sha256:')) {
          return [];
        }
        // A colon before the last slash is the registry's port.
        const [, tag] = image.slice(image.lastIndexOf('/') + 1).split(':');
        return tag === undefined || tag === '' || tag === 'latest'
          ? {
              object,
              field: `${field}.image`,
              problem: `is '${image}', which is no certain release`,
              fix: 'Write the tag of a release, better with its digest.',
            }
          : [];
      }),
    ),
};

/** @internal */
export const imageDigest: LintRule = {
  id: 'GP-LINT-039',
  severity: 'error',
  title: 'In production, every image has its digest',
  why: 'A tag can be pushed again; only a digest says which bytes were tested.',
  check: ({ facts, workloads }) =>
    facts.production !== true
      ? []
      : workloads.flatMap(({ object, containers }) =>
          containers.flatMap(({ field, fields }) => {
            const image = textAt(fields, 'image');
            return image === undefined || image.includes('@sha256:')
              ? []
              : {
                  object,
                  field: `${field}.image`,
                  problem: `is '${image}', which has no digest, in production`,
                  fix: 'Write the digest that the build printed behind the tag, as app:1.4.2@sha256:...',
                };
          }),
        ),
};

/** @internal */
export const governingService: LintRule = {
  id: 'GP-LINT-035',
  severity: 'error',
  title: 'The Service that a StatefulSet names is there',
  why: 'Without it its pods have no names in DNS.',
  check: index =>
    index.ofKind('StatefulSet').flatMap(object => {
      const name = textAt(object.manifest, 'spec', 'serviceName');
      return name === undefined ||
        !index.isComplete ||
        index.findService(object.namespace, name)
        ? []
        : {
            object,
            field: 'spec.serviceName',
            problem: `is '${name}', and no Service has that name`,
            fix: 'Add a headless Service of that name, or correct it.',
          };
    }),
};

function probesOf(
  container: Container,
): Array<{ field: string; action: Fields }> {
  return [
    ['startupProbe'],
    ['livenessProbe'],
    ['readinessProbe'],
    ['lifecycle', 'postStart'],
    ['lifecycle', 'preStop'],
  ].map(path => ({
    field: `${container.field}.${path.join('.')}`,
    action: fieldsAt(container.fields, ...path),
  }));
}

function probeViolations(
  workload: Workload,
  container: Container,
  field: string,
  action: Fields,
): LintViolation[] {
  return ['httpGet', 'tcpSocket', 'grpc'].flatMap(type => {
    const port = textAt(action, type, 'port') ?? numberAt(action, type, 'port');
    if (port === undefined) {
      return [];
    }
    // A name belongs to the container; a number may be any that is declared.
    const isKnown =
      typeof port === 'string'
        ? container.ports.some(({ name }) => name === port)
        : hasPort(workload, port) || !declaresPorts(workload);
    return isKnown
      ? []
      : [
          {
            object: workload.object,
            field: `${field}.${type}.port`,
            problem: `is '${port}', which is no port of container '${container.name}'`,
            fix: `Name a port of ${podField(
              workload.templateField,
              'containers',
            )}[].ports.`,
          },
        ];
  });
}

/** @internal */
export const workloadRules = [
  selectorMatchesPods,
  selectorIsStable,
  selectorsApart,
  probePort,
  imageTag,
  imageDigest,
  governingService,
];
