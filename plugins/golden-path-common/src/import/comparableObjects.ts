/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { at, Fields, fieldsAt, isFields, listAt, textAt } from '../lint/access';
import { ObjectIndex } from '../lint/ObjectIndex';
import { LintObject } from '../lint/types';
import { portNumber, Workload } from '../lint/workload';
import { Manifest } from '../render/types';
import { variablesOf, variableSources } from './variables';

/**
 * An object in a form in which only what matters is different: variables by
 * name, mounts by path, ports as numbers, without what the API server and
 * controllers add.
 *
 * @internal
 */
export interface ComparableObject {
  kind: string;
  name: string;
  value: Fields;
}

/** Fields of metadata that say nothing about what was wanted. */
const OWN_METADATA = new Set([
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'managedFields',
  'selfLink',
  'generateName',
  'ownerReferences',
  'finalizers',
]);

/** Annotations that tools write for themselves. */
const TOOL_ANNOTATION =
  /^(kubectl\.kubernetes\.io|deployment\.kubernetes\.io|runtime\.openpolicy\.io|argocd\.argoproj\.io|rollout\.argoproj\.io|autoscaling\.alpha\.kubernetes\.io|meta\.helm\.sh|backstage\.io)\//;

/** Labels that controllers write. */
const TOOL_LABELS = new Set([
  'argocd.argoproj.io/instance',
  'rollouts-pod-template-hash',
  'pod-template-hash',
  'app.kubernetes.io/managed-by',
  'helm.sh/chart',
]);

/**
 * Brings objects that belong together into their comparable form.
 *
 * @param memory - of earlier calls, for objects that others have no part in
 * @internal
 */
export function comparableObjects(
  manifests: readonly Manifest[],
  memory = new WeakMap<Manifest, ComparableObject>(),
): ComparableObject[] {
  const index = new ObjectIndex(manifests);
  const scaled = new Set(
    index
      .ofKind('HorizontalPodAutoscaler')
      .map(({ manifest }) =>
        textAt(manifest, 'spec', 'scaleTargetRef', 'name'),
      ),
  );
  const read = new Set(
    index.workloads.flatMap(workload => variableSources(workload, index)),
  );
  return index.objects.flatMap(object => {
    // Its variables stand in the workload.
    if (read.has(object)) {
      return [];
    }
    const known = memory.get(object.manifest);
    if (known) {
      return [known];
    }
    const workload = index.workloads.find(entry => entry.object === object);
    const value = { ...object.manifest } as Record<string, unknown>;
    delete value.status;
    delete value.apiVersion;
    value.metadata = comparableMetadata(object.manifest.metadata);
    if (workload) {
      value.spec = comparableSpec(workload, index, scaled.has(object.name));
    } else if (object.kind === 'Service') {
      value.spec = comparableService(object, index);
    } else if (object.kind === 'NetworkPolicy') {
      value.spec = comparablePolicy(fieldsAt(object.manifest, 'spec'));
    } else if (object.kind === 'ConfigMap') {
      value.data = withParsedJson(object.manifest.data);
    } else if (object.kind === 'Secret') {
      value.data = keysOnly(object.manifest.data);
      value.stringData = keysOnly(object.manifest.stringData);
    }
    const comparable = { kind: object.kind, name: object.name, value };
    if (!workload && object.kind !== 'Service') {
      memory.set(object.manifest, comparable);
    }
    return [comparable];
  });
}

function comparableMetadata(metadata: unknown): Fields {
  const entries = Object.entries(fieldsAt(metadata)).filter(
    ([key]) => !OWN_METADATA.has(key),
  );
  return {
    ...Object.fromEntries(entries),
    labels: without(fieldsAt(metadata, 'labels'), key => TOOL_LABELS.has(key)),
    annotations: without(fieldsAt(metadata, 'annotations'), key =>
      TOOL_ANNOTATION.test(key),
    ),
  };
}

function comparableSpec(
  workload: Workload,
  index: ObjectIndex,
  isScaled: boolean,
): Fields {
  const spec = structuredClone(
    workload.object.manifest.spec,
  ) as unknown as Record<string, unknown>;
  if (isScaled) {
    // The number is the autoscaler's.
    delete spec.replicas;
  }
  const template = fieldsAt(
    { spec },
    ...workload.templateField.split('.').filter(Boolean),
  ) as Record<string, unknown>;
  template.metadata = comparableMetadata(template.metadata);
  const pod = template.spec as Record<string, unknown>;
  const volumes = new Map(
    listAt(pod, 'volumes').map(volume => [
      textAt(volume, 'name'),
      without(fieldsAt(volume), key => key === 'name'),
    ]),
  );
  delete pod.volumes;
  pod.containers = listAt(pod, 'containers')
    .filter(container => textAt(container, 'name') !== 'istio-proxy')
    .map(container =>
      comparableContainer(fieldsAt(container), workload, index, volumes),
    );
  return spec;
}

function comparableContainer(
  container: Fields,
  workload: Workload,
  index: ObjectIndex,
  volumes: ReadonlyMap<string | undefined, Fields>,
): Fields {
  const { env, envFrom, volumeMounts, ...rest } = container;
  const probes = Object.fromEntries(
    ['startupProbe', 'livenessProbe', 'readinessProbe'].flatMap(name =>
      isFields(container[name])
        ? [[name, withPortNumber(fieldsAt(container, name), workload)]]
        : [],
    ),
  );
  return {
    ...rest,
    ...probes,
    env: variablesOf(container, workload.object.namespace, index),
    volumeMounts: Object.fromEntries(
      listAt(container, 'volumeMounts').map(mount => [
        textAt(mount, 'mountPath') ?? '',
        {
          ...without(fieldsAt(mount), key =>
            ['mountPath', 'name'].includes(key),
          ),
          volume: volumes.get(textAt(mount, 'name')),
        },
      ]),
    ),
  };
}

/** Rules add up, so that their order says nothing: it is that of their text. */
function comparablePolicy(spec: Fields): Fields {
  return {
    ...spec,
    ...Object.fromEntries(
      ['ingress', 'egress']
        .filter(field => field in spec)
        .map(field => [
          field,
          listAt(spec, field)
            .map(rule => ({ rule, text: JSON.stringify(rule) }))
            .sort((a, b) => (a.text < b.text ? -1 : 1))
            .map(({ rule }) => rule),
        ]),
    ),
  };
}

function comparableService(
  { manifest, namespace }: LintObject,
  index: ObjectIndex,
): Fields {
  const spec = fieldsAt(manifest, 'spec');
  const [workload] = index.selectedBy(
    { matchLabels: spec.selector },
    namespace,
  );
  return {
    ...without(
      spec,
      key =>
        ['clusterIP', 'clusterIPs'].includes(key) && spec.clusterIP !== 'None',
    ),
    ports: listAt(spec, 'ports').map(port => {
      const target = at(port, 'targetPort') ?? at(port, 'port');
      return {
        ...fieldsAt(port),
        targetPort: workload
          ? portNumber(workload, target as string | number) ?? target
          : target,
      };
    }),
  };
}

function withPortNumber(probe: Fields, workload: Workload): Fields {
  return Object.fromEntries(
    Object.entries(probe).map(([key, action]) => {
      const port = at(action, 'port');
      return typeof port === 'string' && isFields(action)
        ? [key, { ...action, port: portNumber(workload, port) ?? port }]
        : [key, action];
    }),
  );
}

/** A dashboard is compared field by field. */
function withParsedJson(data: unknown): Fields {
  return Object.fromEntries(
    Object.entries(fieldsAt(data)).map(([key, text]) => {
      try {
        return [key, key.endsWith('.json') ? JSON.parse(String(text)) : text];
      } catch {
        return [key, text];
      }
    }),
  );
}

/** What is in a Secret is nobody's to see. */
function keysOnly(data: unknown): Fields | undefined {
  return isFields(data)
    ? Object.fromEntries(Object.keys(data).map(key => [key, '(hidden)']))
    : undefined;
}

function without(fields: Fields, isDropped: (key: string) => boolean): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([key]) => !isDropped(key)),
  );
}
