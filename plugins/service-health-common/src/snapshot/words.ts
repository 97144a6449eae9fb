/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Health words of Argo CD, from best to worst (gitops-engine, pkg/health/health.go, `healthOrder`).
 *
 * @public
 */
export const HEALTH_STATUSES = [
  'Healthy',
  'Suspended',
  'Progressing',
  'Missing',
  'Degraded',
  'Unknown',
] as const;

/**
 * One of Argo CD's health words.
 *
 * @public
 */
export type HealthStatusCode = (typeof HEALTH_STATUSES)[number];

/**
 * A health word with the reason for it, as upstream words it.
 *
 * @public
 */
export interface HealthStatus {
  status: HealthStatusCode;
  message?: string;
}

/**
 * Sync words of Argo CD.
 *
 * @public
 */
export type SyncStatusCode = 'Synced' | 'OutOfSync' | 'Unknown';

/**
 * Phases of an Argo CD operation. `Pending` is ours: an operation was accepted and the controller has not picked it up yet.
 *
 * @public
 */
export type OperationPhase =
  | 'Pending'
  | 'Running'
  | 'Terminating'
  | 'Failed'
  | 'Error'
  | 'Succeeded';

/**
 * What `kubectl rollout status` says of a workload.
 *
 * @public
 */
export type RolloutPhase = 'Complete' | 'InProgress' | 'Failed' | 'Unknown';

/**
 * The headline of a verdict, derived from the four axes.
 * `OutOfSync` and `Alerting` are headlines of services whose workloads are healthy.
 *
 * @public
 */
export type Headline = HealthStatusCode | 'OutOfSync' | 'Alerting';

/**
 * How a headline is drawn. Green is only ever `healthy`.
 *
 * @public
 */
export type Tone =
  | 'healthy'
  | 'progressing'
  | 'attention'
  | 'degraded'
  | 'suspended'
  | 'unknown';
