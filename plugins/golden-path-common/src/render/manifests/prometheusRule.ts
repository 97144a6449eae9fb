/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { serviceRules } from '../../alerts/serviceRules';
import { Manifest, RenderContext } from '../types';
import { monitoringMetadata } from './serviceMonitor';

/**
 * The service's recording and alerting rules.
 *
 * @internal
 */
export function renderPrometheusRule(context: RenderContext): Manifest[] {
  const { groups } = serviceRules(context);
  if (groups.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'monitoring.coreos.com/v1',
      kind: 'PrometheusRule',
      metadata: monitoringMetadata(context),
      spec: {
        groups: groups.map(({ name, interval, rules }) => ({
          name,
          interval,
          rules: rules.map(rule => ({ ...rule })),
        })),
      },
    },
  ];
}
