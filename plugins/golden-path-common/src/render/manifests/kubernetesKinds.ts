/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Manifest,
  ManifestKind,
  PlatformContext,
  RenderContext,
} from '../types';
import { renderAnalysisTemplate } from './analysisTemplate';
import { renderConfigMap } from './configMap';
import { renderCronJob } from './cronJob';
import { renderDeployment } from './deployment';
import { renderExternalSecret } from './externalSecret';
import {
  renderHorizontalPodAutoscaler,
  renderRolloutAutoscaler,
} from './horizontalPodAutoscaler';
import { renderJob } from './job';
import { platformKind, serviceKind } from './kind';
import { renderLimitRange } from './limitRange';
import { renderNamespace } from './namespace';
import { renderPodDisruptionBudget } from './podDisruptionBudget';
import { renderResourceQuota } from './resourceQuota';
import { renderRole } from './role';
import { renderRoleBinding } from './roleBinding';
import { renderRollout } from './rollout';
import { renderService } from './service';
import { renderServiceAccount } from './serviceAccount';
import { renderStatefulSet } from './statefulSet';

/*
 * Kubernetes' own kinds, External Secrets' and Argo Rollouts'. A new kind is one
 * file in this folder and one row in a table like this; the AppProject allows it
 * by itself. Waves: identity and policies, then configuration, then what runs,
 * then what needs it running. What runs to its end, or waits for people on its
 * way, comes last: Argo CD's sync waits for the health of all waves but the last.
 */

/** @internal */
export const KUBERNETES_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [
  serviceKind('v1', 'ServiceAccount', -2, renderServiceAccount),
  serviceKind('rbac.authorization.k8s.io/v1', 'Role', -2, renderRole),
  serviceKind(
    'rbac.authorization.k8s.io/v1',
    'RoleBinding',
    -2,
    renderRoleBinding,
  ),
  serviceKind('v1', 'ConfigMap', -1, renderConfigMap),
  serviceKind(
    'external-secrets.io/v1',
    'ExternalSecret',
    -1,
    renderExternalSecret,
  ),
  serviceKind(
    'argoproj.io/v1alpha1',
    'AnalysisTemplate',
    -1,
    renderAnalysisTemplate,
  ),
  serviceKind('v1', 'Service', 0, renderService, fileOf('service')),
  serviceKind(
    'apps/v1',
    'Deployment',
    0,
    renderDeployment,
    fileOf('deployment'),
  ),
  serviceKind('apps/v1', 'StatefulSet', 0, renderStatefulSet),
  serviceKind('batch/v1', 'CronJob', 0, renderCronJob),
  serviceKind('policy/v1', 'PodDisruptionBudget', 1, renderPodDisruptionBudget),
  serviceKind(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    1,
    renderHorizontalPodAutoscaler,
    fileOf('horizontalpodautoscaler'),
  ),
  serviceKind('argoproj.io/v1alpha1', 'Rollout', 2, renderRollout),
  serviceKind(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    2,
    renderRolloutAutoscaler,
  ),
  serviceKind('batch/v1', 'Job', 2, renderJob),
];

/** @internal */
export const KUBERNETES_PLATFORM_KINDS: ReadonlyArray<
  ManifestKind<PlatformContext>
> = [
  platformKind('v1', 'Namespace', renderNamespace, { wave: -3 }),
  platformKind('v1', 'ResourceQuota', renderResourceQuota, { wave: -2 }),
  platformKind('v1', 'LimitRange', renderLimitRange, { wave: -2 }),
];

/**
 * An object beside the service's own of the same kind has a file of its own, so
 * that a canary's start and end are a file that comes and goes.
 */
function fileOf(kind: string) {
  return {
    file: ({ metadata }: Manifest, { service }: RenderContext) =>
      `${kind}${metadata.name.slice(service.name.length)}`,
  };
}
