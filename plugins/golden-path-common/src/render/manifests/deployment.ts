/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { scaleOf } from '../../spec/serviceSpec';
import {
  ANNOTATIONS,
  LABELS,
  selectorLabels,
  serviceLabels,
} from '../conventions';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { appContainer, podVolumes } from './container';
import { serviceMetadata } from './metadata';

/**
 * The Deployment. It has no `replicas` where an autoscaler owns the number: Argo
 * CD would set it back at every sync.
 *
 * @internal
 */
export function renderDeployment(context: RenderContext): Manifest[] {
  const { service, environment } = context;
  const scale = scaleOf(service.spec);
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: serviceMetadata(context),
      spec: {
        ...(scale.type === 'fixed' && { replicas: scale.replicas }),
        revisionHistoryLimit: 5,
        minReadySeconds: environment.minReadySeconds,
        // Argo CD calls a rollout Degraded once this has passed without progress.
        progressDeadlineSeconds: 300,
        selector: { matchLabels: selectorLabels(service.name) },
        strategy: {
          type: 'RollingUpdate',
          rollingUpdate: { maxSurge: '25%', maxUnavailable: 0 },
        },
        template: {
          metadata: {
            labels: {
              ...serviceLabels(service, context.model.system),
              [LABELS.meshApp]: service.name,
              [LABELS.meshVersion]: 'stable',
            },
            annotations: podAnnotations(context),
          },
          spec: podSpec(context),
        },
      },
    },
  ];
}

/**
 * What the mesh needs to know about a pod. Metrics stay outside the mesh so that
 * Prometheus can read them; the buckets have edges at 1 s and 2 s because the
 * alerts ask about these (Istio's own jump from 1 s to 2.5 s).
 */
function podAnnotations({
  model,
  service,
}: RenderContext): Record<string, string> | undefined {
  if (!model.system.spec.mesh.injection) {
    return undefined;
  }
  return {
    [ANNOTATIONS.meshExcludeInboundPorts]: String(service.spec.metrics.port),
    [ANNOTATIONS.meshHistogramBuckets]: JSON.stringify({
      istiocustom: [
        5, 10, 25, 50, 100, 250, 500, 750, 1000, 1500, 2000, 3000, 5000, 10000,
      ],
    }),
    [ANNOTATIONS.meshProxyConfig]: JSON.stringify({
      holdApplicationUntilProxyStarts: true,
      terminationDrainDuration: `${service.spec.rollout.drainSeconds}s`,
    }),
  };
}

function podSpec(context: RenderContext): ManifestValue {
  const { service } = context;
  const { security, rollout, tier } = service.spec;
  return {
    serviceAccountName: service.name,
    automountServiceAccountToken: false,
    // Injected SEARCH_SERVICE_PORT=tcp://… breaks programs that read such names.
    enableServiceLinks: false,
    terminationGracePeriodSeconds: rollout.graceSeconds,
    securityContext: {
      runAsNonRoot: true,
      runAsUser: security.runAsUser,
      runAsGroup: security.runAsUser,
      fsGroup: security.runAsUser,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          {
            weight: 100,
            podAffinityTerm: {
              topologyKey: 'kubernetes.io/hostname',
              labelSelector: { matchLabels: selectorLabels(service.name) },
            },
          },
        ],
      },
    },
    topologySpreadConstraints: [
      spread(
        service.name,
        'topology.kubernetes.io/zone',
        tier === 1 ? 'DoNotSchedule' : 'ScheduleAnyway',
      ),
      spread(service.name, 'kubernetes.io/hostname', 'ScheduleAnyway'),
    ],
    containers: [appContainer(context)],
    volumes: podVolumes(context),
  };
}

function spread(
  name: string,
  topologyKey: string,
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
) {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: selectorLabels(name) },
    // Counts the pods of one revision only: old ones must not push new ones away.
    matchLabelKeys: ['pod-template-hash'],
  };
}
