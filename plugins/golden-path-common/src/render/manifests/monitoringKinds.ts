/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ManifestKind, RenderContext } from '../types';
import { serviceKind } from './kind';
import { renderPrometheusRule } from './prometheusRule';

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
];
