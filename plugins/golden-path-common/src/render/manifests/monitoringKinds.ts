/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestKind, RenderContext } from '../types';
import { renderDashboard } from './dashboard';
import { serviceKind } from './kind';
import { renderPrometheusRule } from './prometheusRule';
import { renderServiceMonitor } from './serviceMonitor';

/*
 * What Prometheus' operator and Grafana pick up.
 */

/** @internal */
export const MONITORING_KINDS: ReadonlyArray<ManifestKind<RenderContext>> = [
  serviceKind(
    'monitoring.coreos.com/v1',
    'PrometheusRule',
    2,
    renderPrometheusRule,
  ),
  serviceKind(
    'monitoring.coreos.com/v1',
    'ServiceMonitor',
    2,
    renderServiceMonitor,
  ),
  serviceKind('v1', 'ConfigMap', 2, renderDashboard, {
    file: () => 'dashboard',
  }),
];
