/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mergeAlerts } from '../alerts/mergeAlerts';
import { AlertObservation, AlertRuleObservation } from '../observations/types';
import { AlertsSection, BrokenRule } from '../snapshot/types';
import { compareText } from '../text/text';

/**
 * Merges the alerts and rules of all Prometheus instances that watch a service. Rules of a highly available pair have equal keys and count
 * once.
 *
 * @internal
 */
export function buildAlerts(
  alerts: readonly AlertObservation[],
  rules: readonly AlertRuleObservation[],
): Pick<AlertsSection, 'alerts' | 'rulesTotal' | 'brokenRules'> {
  return {
    alerts: mergeAlerts(alerts.map(({ data }) => data)),
    rulesTotal: new Set(rules.map(({ key }) => key)).size,
    brokenRules: rules
      .flatMap(rule => getBrokenRule(rule) ?? [])
      .sort(
        (left, right) =>
          compareText(left.name, right.name) ||
          compareText(left.instance, right.instance),
      ),
  };
}

function getBrokenRule({ data }: AlertRuleObservation): BrokenRule | undefined {
  if (data.broken) {
    return data.broken;
  }
  if (data.health !== 'err') {
    return undefined;
  }
  const { instance, group, name } = data;
  return { instance, group, name, error: 'Prometheus does not say why' };
}
