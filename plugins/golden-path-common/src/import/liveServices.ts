/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, listAt, textAt, textMapAt } from '../lint/access';
import { parseHost } from '../lint/hosts';
import { hasLabels, selects, selectsEverything } from '../lint/labels';
import { ObjectIndex } from '../lint/ObjectIndex';
import { LintObject } from '../lint/types';
import { Workload } from '../lint/workload';
import { canaryName, LABELS } from '../render/conventions';
import { Manifest } from '../render/types';

/**
 * A service as it lives in a cluster: a workload and all that belongs to it.
 *
 * @internal
 */
export interface LiveService {
  name: string;
  namespace: string;
  workload: Workload;
  canary?: Workload;
  /** With the workloads. */
  objects: Manifest[];
}

/** Kinds of workloads that a service may be. */
const WORKLOADS = new Set([
  'Deployment',
  'StatefulSet',
  'Rollout',
  'CronJob',
  'Job',
]);

/** What controllers make of other objects, and what every namespace has. */
const DERIVED_KINDS = new Set([
  'Pod',
  'ReplicaSet',
  'ControllerRevision',
  'Endpoints',
  'EndpointSlice',
  'Event',
  'Lease',
  'Namespace',
  'PodMetrics',
]);
const DERIVED_NAMES = new Set([
  'ConfigMap kube-root-ca.crt',
  'ConfigMap istio-ca-root-cert',
  'ServiceAccount default',
]);

/**
 * Sorts live objects by the service that they belong to.
 *
 * @returns services by name, and the objects that belong to none
 * @internal
 */
export function groupByService(index: ObjectIndex): {
  services: LiveService[];
  rest: LintObject[];
} {
  const objects = index.objects.filter(object => !isDerived(object));
  const workloads = index.workloads.filter(
    ({ object }) => WORKLOADS.has(object.kind) && !isDerived(object),
  );
  const services = workloads
    .filter(workload => !isCanary(workload, workloads))
    .map((workload): LiveService => {
      const { name, namespace } = workload.object;
      return {
        name: serviceName(workload, index),
        namespace,
        workload,
        canary: workloads.find(
          ({ object }) =>
            object.namespace === namespace && object.name === canaryName(name),
        ),
        objects: [],
      };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const rest: LintObject[] = [];
  for (const object of objects) {
    const owner = ownerOf(object, services, index);
    if (owner) {
      owner.objects.push(object.manifest);
    } else {
      rest.push(object);
    }
  }
  return { services, rest };
}

function isDerived({ manifest, kind, name }: LintObject): boolean {
  return (
    DERIVED_KINDS.has(kind) ||
    DERIVED_NAMES.has(`${kind} ${name}`) ||
    /^(helm\.sh\/release|kubernetes\.io\/service-account-token)/.test(
      textAt(manifest, 'type') ?? '',
    ) ||
    listAt(manifest, 'metadata', 'ownerReferences').some(
      owner => textAt(owner, 'kind') !== 'Application',
    )
  );
}

function isCanary(
  { object }: Workload,
  workloads: readonly Workload[],
): boolean {
  return workloads.some(
    other =>
      other.object.namespace === object.namespace &&
      canaryName(other.object.name) === object.name,
  );
}

/**
 * Callers use the name of the Service, so it is the service's; the workload has
 * the last word only if no Service or several stand before it.
 */
function serviceName(workload: Workload, index: ObjectIndex): string {
  const { object, podLabels } = workload;
  const names = index
    .ofKind('Service')
    .filter(
      service =>
        service.namespace === object.namespace &&
        isSelector(textMapAt(service.manifest, 'spec', 'selector'), podLabels),
    )
    .map(service => service.name);
  const labelled = podLabels[LABELS.kubernetesId];
  if (labelled !== undefined || names.includes(object.name)) {
    return labelled ?? object.name;
  }
  return names.length === 1 ? names[0] : object.name;
}

function ownerOf(
  object: LintObject,
  services: readonly LiveService[],
  index: ObjectIndex,
): LiveService | undefined {
  const near = services.filter(({ namespace, workload, canary }) =>
    // Argo CD's objects lie elsewhere.
    object.kind === 'Application'
      ? true
      : object.namespace === namespace ||
        workload.object === object ||
        canary?.object === object,
  );
  return (
    near.find(
      ({ workload, canary }) =>
        workload.object === object || canary?.object === object,
    ) ??
    near.find(({ name }) => object.labels[LABELS.kubernetesId] === name) ??
    near.find(service => refersTo(object, service, index)) ??
    near.find(({ name }) =>
      [object.labels[LABELS.name], object.labels.app, object.name].includes(
        name,
      ),
    ) ??
    // The longest, because 'audit' is no owner of 'audit-log-config'.
    near
      .filter(({ name }) => object.name.startsWith(`${name}-`))
      .sort((a, b) => b.name.length - a.name.length)[0]
  );
}

/** Where kinds name the pods, the workload or the Service that they are about. */
function refersTo(
  { kind, manifest, name }: LintObject,
  service: LiveService,
  index: ObjectIndex,
): boolean {
  const { workload } = service;
  const { podLabels, pod, object } = workload;
  const spec = manifest.spec as unknown;
  switch (kind) {
    case 'Service':
      return isSelector(textMapAt(spec, 'selector'), podLabels);
    case 'HorizontalPodAutoscaler':
      return textAt(spec, 'scaleTargetRef', 'name') === object.name;
    case 'PodDisruptionBudget':
    case 'NetworkPolicy':
    case 'AuthorizationPolicy':
    case 'PeerAuthentication':
    case 'Telemetry':
    case 'ServiceMonitor':
    case 'PodMonitor': {
      const selector = at(spec, 'selector') ?? at(spec, 'podSelector');
      return (
        selector !== undefined &&
        !selectsEverything(selector) &&
        selects(selector, podLabels)
      );
    }
    case 'Sidecar':
    case 'EnvoyFilter':
      return isSelector(
        textMapAt(spec, 'workloadSelector', 'labels'),
        podLabels,
      );
    case 'VirtualService':
    case 'DestinationRule':
      return [textAt(spec, 'host'), ...listAt(spec, 'hosts')].some(
        host =>
          typeof host === 'string' &&
          parseHost(host, {
            namespace: service.namespace,
            clusterDomain: index.clusterDomain,
          })?.name === service.name,
      );
    case 'ConfigMap':
    case 'Secret':
    case 'ServiceAccount':
    case 'PersistentVolumeClaim':
      return JSON.stringify(pod).includes(JSON.stringify(name));
    case 'ExternalSecret':
      return JSON.stringify(pod).includes(
        JSON.stringify(textAt(spec, 'target', 'name') ?? name),
      );
    case 'RoleBinding':
      return listAt(manifest, 'subjects').some(
        subject =>
          textAt(subject, 'kind') === 'ServiceAccount' &&
          textAt(subject, 'name') === workload.serviceAccount,
      );
    default:
      return false;
  }
}

/** Whether a plain selector has conditions, all of which hold. */
function isSelector(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.keys(selector).length > 0 && hasLabels(labels, selector);
}
