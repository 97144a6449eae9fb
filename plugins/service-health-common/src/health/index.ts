/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubernetesObject } from '../kubernetes/objects';
import { HealthStatus } from '../snapshot/words';

/**
 * Says how healthy a Kubernetes object is, by the rules of Argo CD (gitops-engine, pkg/health/health.go, `GetResourceHealth`).
 *
 * @returns undefined for kinds without a rule, which is not the same as Healthy.
 * @public
 */
export function getResourceHealth(
  _object: KubernetesObject,
): HealthStatus | undefined {
  return undefined;
}
