/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { RenderContext } from '../render/types';
import { RuleGroup, ruleGroups } from './ruleGroups';
import { AlertSubject, alertSubjectOf } from './subject';

interface ServiceRules {
  subject: AlertSubject;
  groups: readonly RuleGroup[];
}

/** Specs and models are values that nobody changes. */
const RULES = new WeakMap<
  ServiceDefinition,
  { model: PlatformModel; rules: ServiceRules }
>();

/**
 * The rules of a service. Several files hold them, and making them is a good part
 * of what a preview at each key press may take, so they are made once.
 *
 * @internal
 */
export function serviceRules(context: RenderContext): ServiceRules {
  const { model, service } = context;
  const known = RULES.get(service);
  if (known?.model === model) {
    return known.rules;
  }
  const subject = alertSubjectOf(context);
  const rules = {
    subject,
    groups: ruleGroups(
      subject,
      model.system.spec.prometheus.evaluationInterval,
    ),
  };
  RULES.set(service, { model, rules });
  return rules;
}
