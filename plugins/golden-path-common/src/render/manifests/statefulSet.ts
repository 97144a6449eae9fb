/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { scaleOf } from '../../spec/serviceSpec';
import { headlessName, selectorLabels } from '../conventions';
import { Manifest, ManifestValue, RenderContext } from '../types';
import { stableRelease, storageOf, workloadOf } from '../workload';
import { STORAGE_VOLUME } from './container';
import { servingPodTemplate } from './podTemplate';
import { workloadMetadata } from './workloadMetadata';

/**
 * The StatefulSet of a service whose pods have names, and volumes that stay.
 *
 * Pods come and go together: those of a service do not wait for each other's
 * turn. They are spread without regard to their revision: an update replaces one
 * pod at a time, in the zone of its volume, and counting new ones only could
 * forbid just that zone.
 *
 * @internal
 */
export function renderStatefulSet(context: RenderContext): Manifest[] {
  const { service, environment } = context;
  if (workloadOf(service.spec).kind !== 'StatefulSet') {
    return [];
  }
  const scale = scaleOf(service.spec);
  const release = stableRelease(service);
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'StatefulSet',
      metadata: workloadMetadata(context, release),
      spec: {
        ...(scale.type === 'fixed' && { replicas: scale.replicas }),
        revisionHistoryLimit: 5,
        minReadySeconds: environment.minReadySeconds,
        serviceName: headlessName(service.name),
        podManagementPolicy: 'Parallel',
        selector: { matchLabels: selectorLabels(service.name) },
        updateStrategy: {
          type: 'RollingUpdate',
          rollingUpdate: { partition: 0 },
        },
        // What a service has stored outlives its pods and the StatefulSet.
        persistentVolumeClaimRetentionPolicy: {
          whenDeleted: 'Retain',
          whenScaled: 'Retain',
        },
        template: servingPodTemplate(context, release),
        volumeClaimTemplates: volumeClaimTemplates(context),
      },
    },
  ];
}

/**
 * Nobody may change them once they are applied, so they hold nothing that a
 * release changes. Fields that the API server fills in are written out: Argo CD
 * would show the difference for ever.
 */
function volumeClaimTemplates({ service }: RenderContext): ManifestValue {
  const storage = storageOf(service.spec);
  return (
    storage && [
      {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: {
          name: STORAGE_VOLUME,
          labels: selectorLabels(service.name),
        },
        spec: {
          accessModes: ['ReadWriteOnce'],
          storageClassName: storage.className,
          volumeMode: 'Filesystem',
          resources: { requests: { storage: storage.size } },
        },
      },
    ]
  );
}
