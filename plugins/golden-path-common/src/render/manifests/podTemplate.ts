/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LATENCY_BUCKETS_MILLISECONDS } from '../../spec/latencyBuckets';
import { ANNOTATIONS, LABELS, podLabels, serviceLabels } from '../conventions';
import { ManifestValue, RenderContext } from '../types';
import { Release, storageOf } from '../workload';
import { jobContainer, podVolumes, servingContainer } from './container';

/**
 * The template of pods that answer requests, shared by all kinds that run such.
 *
 * @param revisionLabel - label by which the kind tells the pods of its revisions
 *   apart, if old ones shall not count when new ones are spread over nodes
 * @internal
 */
export function servingPodTemplate(
  context: RenderContext,
  release: Release,
  revisionLabel?: string,
): ManifestValue {
  const { name, spec } = context.service;
  const zones = spec.tier === 1 ? 'DoNotSchedule' : 'ScheduleAnyway';
  return {
    metadata: {
      labels: templateLabels(context, release),
      annotations: meshAnnotations(context, {
        // Metrics stay outside the mesh so that Prometheus can read them.
        [ANNOTATIONS.meshExcludeInboundPorts]: String(spec.metrics.port),
      }),
    },
    spec: {
      ...commonPodSpec(context),
      affinity: {
        podAntiAffinity: {
          preferredDuringSchedulingIgnoredDuringExecution: [
            {
              weight: 100,
              podAffinityTerm: {
                topologyKey: 'kubernetes.io/hostname',
                labelSelector: { matchLabels: podLabels(name) },
              },
            },
          ],
        },
      },
      topologySpreadConstraints: [
        spread(name, 'topology.kubernetes.io/zone', zones, revisionLabel),
        spread(name, 'kubernetes.io/hostname', 'ScheduleAnyway', revisionLabel),
      ],
      containers: [servingContainer(context, release)],
      volumes: podVolumes(context),
    },
  };
}

/**
 * The template of pods that run to their end: no probes, no ports, no draining.
 * The mesh's proxy ends with the job, because Istio injects it as a native
 * sidecar (an init container that restarts) since 1.27; before, it kept every
 * pod of a job running for ever.
 *
 * @internal
 */
export function jobPodTemplate(
  context: RenderContext,
  release: Release,
): ManifestValue {
  return {
    metadata: {
      labels: templateLabels(context, release),
      annotations: meshAnnotations(context),
    },
    spec: {
      ...commonPodSpec(context),
      // A failed pod stays with its logs, and the next try is another pod.
      restartPolicy: 'Never',
      containers: [jobContainer(context, release)],
      volumes: podVolumes(context),
    },
  };
}

function templateLabels(context: RenderContext, release: Release) {
  const { model, service } = context;
  return {
    ...serviceLabels(service, model.system, release),
    [LABELS.meshApp]: service.name,
    [LABELS.meshVersion]: release.version,
  };
}

/** Edges at 1 s and 2 s, which the alerts ask about; Istio's own lack 2 s. */
const HISTOGRAM_BUCKETS = JSON.stringify({
  istiocustom: LATENCY_BUCKETS_MILLISECONDS,
});

/** What the mesh needs to know about a pod. */
function meshAnnotations(
  { model, service }: RenderContext,
  more: Record<string, string> = {},
): Record<string, string> | undefined {
  if (!model.system.spec.mesh.injection) {
    return undefined;
  }
  return {
    ...more,
    [ANNOTATIONS.meshHistogramBuckets]: HISTOGRAM_BUCKETS,
    [ANNOTATIONS.meshProxyConfig]: JSON.stringify({
      holdApplicationUntilProxyStarts: true,
      terminationDrainDuration: `${service.spec.rollout.drainSeconds}s`,
    }),
  };
}

function commonPodSpec({ service }: RenderContext) {
  const { security, rollout, rbac } = service.spec;
  return {
    serviceAccountName: service.name,
    // Only a service that may do something at the API server needs a token. The
    // mesh's proxy has one of its own.
    automountServiceAccountToken: rbac.length > 0,
    // Injected SEARCH_SERVICE_PORT=tcp://… breaks programs that read such names.
    enableServiceLinks: false,
    terminationGracePeriodSeconds: rollout.graceSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: security.runAsUser,
      runAsGroup: security.runAsUser,
      fsGroup: security.runAsUser,
      // A large volume is not walked through at every start of its pod.
      ...(storageOf(service.spec) && { fsGroupChangePolicy: 'OnRootMismatch' }),
      seccompProfile: { type: 'RuntimeDefault' },
    },
  };
}

function spread(
  name: string,
  topologyKey: string,
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
  revisionLabel: string | undefined,
) {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: podLabels(name) },
    ...(revisionLabel && { matchLabelKeys: [revisionLabel] }),
  };
}
