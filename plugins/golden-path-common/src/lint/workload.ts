/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS } from '../render/conventions';
import {
  at,
  Fields,
  fieldsAt,
  listAt,
  numberAt,
  textAt,
  textMapAt,
} from './access';
import { Labels } from './labels';
import { LintObject } from './types';

/** A port that a container names. */
export interface ContainerPort {
  name?: string;
  number: number;
  protocol: string;
}

/** A container of a pod template. */
export interface Container {
  name: string;
  /** Path in the object, as `spec.template.spec.containers[0]`. */
  field: string;
  fields: Fields;
  /** Whether it ends before the others start. */
  isInit: boolean;
  ports: readonly ContainerPort[];
}

/** An object that makes pods, and the pods that it makes. */
export interface Workload {
  object: LintObject;
  /** Path of the pod template, as `spec.template`. */
  templateField: string;
  /** The LabelSelector by which it knows its pods; a CronJob has none. */
  selector: unknown;
  podLabels: Labels;
  podAnnotations: Labels;
  pod: Fields;
  serviceAccount?: string;
  containers: readonly Container[];
}

/** Where each kind keeps its pod template. */
const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  ReplicaSet: ['spec', 'template'],
  Rollout: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
  Pod: [],
};

/** Kinds whose pods an autoscaler may count. */
export const SCALABLE_KINDS: ReadonlySet<string> = new Set([
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'Rollout',
]);

/**
 * Reads an object as a workload.
 *
 * @returns undefined for another kind, or a Rollout that has its template in a
 *   Deployment
 */
export function readWorkload(object: LintObject): Workload | undefined {
  const path = Object.hasOwn(TEMPLATES, object.kind)
    ? TEMPLATES[object.kind]
    : undefined;
  const template = path && at(object.manifest, ...path);
  if (!path || template === undefined) {
    return undefined;
  }
  const templateField = path.join('.');
  const pod = fieldsAt(template, 'spec');
  return {
    object,
    templateField,
    selector: at(object.manifest, 'spec', 'selector'),
    podLabels: textMapAt(template, 'metadata', 'labels'),
    podAnnotations: textMapAt(template, 'metadata', 'annotations'),
    pod,
    serviceAccount:
      textAt(pod, 'serviceAccountName') ?? textAt(pod, 'serviceAccount'),
    containers: [
      ...readContainers(pod, podField(templateField, 'initContainers')),
      ...readContainers(pod, podField(templateField, 'containers')),
    ],
  };
}

/** Path of a field of the pod's spec. */
export function podField(templateField: string, field: string): string {
  return templateField ? `${templateField}.spec.${field}` : `spec.${field}`;
}

/**
 * The service that a workload belongs to: a canary belongs to the same as the
 * stable one.
 */
export function serviceOf(workload: Workload): string {
  const { podLabels, object } = workload;
  return podLabels[LABELS.name] ?? podLabels[LABELS.meshApp] ?? object.name;
}

/** Whether its pods run until somebody stops them. */
export function isLongRunning({ object }: Workload): boolean {
  return object.kind !== 'Job' && object.kind !== 'CronJob';
}

/** Whether a pod has a port of that name or number. */
export function hasPort(workload: Workload, port: string | number): boolean {
  return workload.containers.some(
    ({ ports, isInit }) =>
      !isInit &&
      ports.some(({ name, number }) => name === port || number === port),
  );
}

/** Whether containers say which ports they have at all; they need not. */
export function declaresPorts({ containers }: Workload): boolean {
  return containers.some(({ ports }) => ports.length > 0);
}

/** The number of a port that is given by name or number. */
export function portNumber(
  workload: Workload,
  port: string | number,
): number | undefined {
  if (typeof port === 'number') {
    return port;
  }
  for (const { ports } of workload.containers) {
    const found = ports.find(({ name }) => name === port);
    if (found) {
      return found.number;
    }
  }
  return undefined;
}

function readContainers(pod: Fields, field: string): Container[] {
  const list = field.endsWith('initContainers')
    ? 'initContainers'
    : 'containers';
  return listAt(pod, list).map((entry, index) => ({
    name: textAt(entry, 'name') ?? '',
    field: `${field}[${index}]`,
    fields: fieldsAt(entry),
    // A native sidecar stands among the init containers and stays.
    isInit:
      list === 'initContainers' && at(entry, 'restartPolicy') !== 'Always',
    ports: listAt(entry, 'ports').flatMap(port => {
      const number = numberAt(port, 'containerPort');
      return number === undefined
        ? []
        : [
            {
              name: textAt(port, 'name'),
              number,
              protocol: textAt(port, 'protocol') ?? 'TCP',
            },
          ];
    }),
  }));
}
