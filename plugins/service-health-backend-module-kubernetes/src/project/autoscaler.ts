/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AutoscalerObservation,
  KubernetesObject,
} from '@openpolicy/plugin-service-health-common';
import { asRecord } from '@openpolicy/plugin-service-health-node/upstream';
import { RawObject } from '../reflector/ListerWatcher';
import { ProjectContext } from './context';
import { baseOf, count, records, text } from './fields';

/**
 * Cuts a HorizontalPodAutoscaler of autoscaling/v2 to what pages show; undefined if it has no target.
 *
 * @internal
 */
export function projectAutoscaler(
  object: RawObject,
  context: ProjectContext,
): AutoscalerObservation | undefined {
  const { common, name } = baseOf(object as KubernetesObject, context);
  const spec = asRecord(object.spec);
  const status = asRecord(object.status);
  const target = asRecord(spec.scaleTargetRef);
  const kind = text(target.kind);
  const targetName = text(target.name);
  if (!kind || !targetName) {
    return undefined;
  }
  return {
    kind: 'autoscaler',
    ...common,
    data: {
      name,
      min: count(spec.minReplicas, 1),
      max: count(spec.maxReplicas),
      current: count(status.currentReplicas),
      desired: count(status.desiredReplicas),
      problem: problemOf(status),
      target: { kind, name: targetName },
    },
  };
}

/**
 * Why the autoscaler cannot work: AbleToScale or ScalingActive is False (kubernetes, pkg/controller/podautoscaler/horizontal.go). A target
 * at zero replicas is switched off on purpose, reason ScalingDisabled; ScalingLimited only says that a limit holds.
 */
function problemOf(status: Record<string, unknown>): string | undefined {
  const broken = records(status.conditions).find(
    condition =>
      (condition.type === 'AbleToScale' ||
        condition.type === 'ScalingActive') &&
      condition.status === 'False' &&
      condition.reason !== 'ScalingDisabled',
  );
  return broken && (text(broken.message) ?? text(broken.reason) ?? 'Unknown');
}
