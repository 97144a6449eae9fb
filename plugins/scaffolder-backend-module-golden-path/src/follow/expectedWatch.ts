/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  alertSubjectOf,
  isServing,
  PlatformModel,
  renderContextOf,
  ruleGroups,
} from '@openpolicy/plugin-golden-path-common';
import { ExpectedWatch } from './proofs';

/**
 * What Prometheus must show of a service of the golden path, in one environment: its pods there, and as many alerting rules as its
 * PrometheusRule holds.
 *
 * @throws InputError if the platform has no such service or environment
 */
export function expectedWatch(
  model: PlatformModel,
  options: { service: string; environment?: string },
): ExpectedWatch {
  const [first] = model.system.spec.environments;
  const context = renderContextOf(model, {
    environment: options.environment ?? first.name,
    service: options.service,
  });
  const groups = ruleGroups(
    alertSubjectOf(context),
    model.system.spec.prometheus.evaluationInterval,
  );
  return {
    rules: groups.flatMap(({ rules }) => rules).filter(rule => 'alert' in rule)
      .length,
    isScraped: isServing(context.service.spec),
    cluster: context.environment.cluster.name,
  };
}
