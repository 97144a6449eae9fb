/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestKind, PlatformContext, RenderContext } from '../types';
import { renderDeployment } from './deployment';
import { renderHorizontalPodAutoscaler } from './horizontalPodAutoscaler';
import { platformKind, serviceKind } from './kind';
import { renderNamespace } from './namespace';
import { renderService } from './service';
import { renderServiceAccount } from './serviceAccount';

/*
 * Kubernetes' own kinds, and External Secrets'. A new kind is one file in this
 * folder and one row in a table like this; the AppProject allows it by itself.
 * Waves: identity and policies, then configuration, then what runs, then what
 * needs it running.
 */

/** @internal */
export const KUBERNETES_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [
  serviceKind('v1', 'ServiceAccount', -2, renderServiceAccount),
  serviceKind('v1', 'Service', 0, renderService),
  serviceKind('apps/v1', 'Deployment', 0, renderDeployment),
  serviceKind(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    1,
    renderHorizontalPodAutoscaler,
  ),
];

/** @internal */
export const KUBERNETES_PLATFORM_KINDS: ReadonlyArray<
  ManifestKind<PlatformContext>
> = [platformKind('v1', 'Namespace', renderNamespace, { wave: -3 })];
