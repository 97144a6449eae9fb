/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesPod } from './kubernetes/objects';
import { PodSummary } from './snapshot/types';

/**
 * What `kubectl get pods` prints of a pod, with the reasons behind it.
 *
 * @public
 */
export type PodStatus = Pick<
  PodSummary,
  | 'status'
  | 'ready'
  | 'restarts'
  | 'lastRestartAt'
  | 'lastTermination'
  | 'message'
> & {
  /** Set while no node takes the pod: the scheduler's message. */
  unschedulable?: string;
};

/**
 * Computes the columns READY, STATUS and RESTARTS of `kubectl get pods` (kubernetes, pkg/printers/internalversion/printers.go,
 * `printPod`).
 *
 * @public
 */
export function getPodStatus(_pod: KubernetesPod): PodStatus {
  return { status: 'Unknown', ready: { ready: 0, total: 0 }, restarts: 0 };
}
