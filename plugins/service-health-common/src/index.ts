/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Types, status rules and permissions of service health.
 *
 * @packageDocumentation
 */

export * from './snapshot/words';
export * from './snapshot/types';
export * from './observations/types';
export * from './permissions';
export * from './kubernetes/objects';
export { getResourceHealth } from './health';
export { getAutoscalerProblem } from './health/autoscalerHealth';
export { compareHealth, worstOf } from './health/worstOf';
export * from './podStatus';
export * from './rollout/rolloutStatus';
export {
  getPodFault,
  type PodFault,
  type PodFaultKind,
} from './rollout/podFault';
export {
  findStuckRollout,
  hasFailingPods,
  type StuckRollout,
  type StuckRolloutOptions,
} from './rollout/stuck';
export * from './delivery/operation';
export * from './delivery/failedOperation';
export * from './alerts/notifications';
export * from './alerts/labels';
export * from './alerts/mergeAlerts';
export * from './alerts/severity';
export * from './bindings/provesBinding';
export * from './freshness';
export * from './hash/contentVersion';
export * from './rollup/buildSnapshot';
export * from './rollup/toFleetRow';
export * from './rollup/compareFleetRows';
export { fleetRowVersion, fleetVersion } from './rollup/snapshotVersion';
export { nameSource } from './verdict/evidence';
export { shortenApiMessage } from './text/shortenApiMessage';
export { shortRevision } from './text/text';
