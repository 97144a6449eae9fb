/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LABELS } from '../../conventions';
import { ManifestValue } from '../../types';

/*
 * What is not told because something worse, or the cause of it, is. Labels that
 * both sides lack count as equal, so that each rule says of both whose alerts they
 * are: those of services have a signal, those of kube-prometheus have none.
 */

const { ruleService, ruleNamespace, ruleSeverity, ruleSignal, ruleSlo } =
  LABELS;

const OF_A_SERVICE = `${ruleSignal}=~".+"`;
const OF_THE_CLUSTER = `${ruleSignal}=""`;
const CRITICAL = `${ruleSeverity}="critical"`;
const WARNING = `${ruleSeverity}="warning"`;
const OF_A_BUDGET = `${ruleSlo}=~".+"`;
const OF_A_THRESHOLD = `${ruleSlo}=""`;
const DOWN = [CRITICAL, `${ruleSignal}="availability"`];

const SAME_SIGNAL = [ruleNamespace, ruleService, ruleSignal];
const SAME_SERVICE = [ruleNamespace, ruleService];

/** Alerts of kube-prometheus about pods and what runs them. */
const ABOUT_WORKLOADS =
  'alertname=~"Kube(Pod|Container|Deployment|StatefulSet|Hpa|Pdb).+"';

/** @internal */
export const INHIBIT_RULES: ManifestValue[] = [
  rule([CRITICAL, OF_A_SERVICE], [WARNING, OF_A_SERVICE], SAME_SIGNAL),
  // The threshold says what the budget says, and how bad it is now.
  rule(
    [CRITICAL, OF_A_SERVICE, OF_A_THRESHOLD],
    [OF_A_SERVICE, OF_A_BUDGET],
    SAME_SIGNAL,
  ),
  // A threshold's warning wakes nobody, so that it must not mute a budget's page.
  rule(
    [WARNING, OF_A_SERVICE, OF_A_THRESHOLD],
    [WARNING, OF_A_SERVICE, OF_A_BUDGET],
    SAME_SIGNAL,
  ),
  // Who calls a dead service gets errors, or waits.
  rule(DOWN, [`${ruleSignal}=~"errors|latency"`], SAME_SERVICE),
  // What else is wrong with it is on its page; on-call is there already.
  rule(DOWN, [WARNING], SAME_SERVICE),
  rule(DOWN, [WARNING, OF_THE_CLUSTER, ABOUT_WORKLOADS], [ruleNamespace]),
  // As kube-prometheus has it for its own.
  rule(
    [CRITICAL, OF_THE_CLUSTER],
    [WARNING, OF_THE_CLUSTER],
    [ruleNamespace, 'alertname'],
  ),
];

function rule(
  source: string[],
  target: string[],
  equal: string[],
): ManifestValue {
  return { source_matchers: source, target_matchers: target, equal };
}
