/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';

/**
 * How bad a finding is: an error stops rendering and catalog processing, a
 * warning is shown, an info is for whoever looks.
 *
 * @public
 */
export type Severity = 'error' | 'warning' | 'info';

/**
 * What a rule found wrong with one field of one entity.
 *
 * @public
 */
export interface Finding {
  /** Stable id, as GP-PORT-001. */
  ruleId: string;
  severity: Severity;
  /** Full reference of the entity that holds the field. */
  entityRef: string;
  /** Path of the field in the entity, as `spec.runtime.ports[0].port`. */
  path: string;
  /** Names the field, its value and the cause. */
  message: string;
  /** What to do about it. */
  fix: string;
  /** Where the rule is explained: a path and an anchor in this package. */
  docs: string;
  /** Other entities that have a part in it. */
  related?: string[];
  /** Set where a waiver of the entity covers the finding. */
  waiver?: { reason: string; expires: string };
}

/**
 * What a rule's check returns; the registry adds id, severity and docs.
 *
 * @public
 */
export interface Violation {
  path: string;
  message: string;
  fix: string;
  related?: string[];
}

/**
 * What is said about a rule whatever it finds.
 *
 * @public
 */
export interface RuleInfo {
  id: string;
  severity: Severity;
  /** The rule in one sentence, as it must be. */
  title: string;
  /** What goes wrong otherwise. */
  why: string;
}

/**
 * A rule that needs one service only. Its check never throws on user input.
 *
 * @public
 */
export interface ServiceRule extends RuleInfo {
  scope: 'service';
  check(service: ServiceDefinition): Violation[];
}

/**
 * A rule about a service among all the others. It is asked for one service at a
 * time, so that each finding has its entity.
 *
 * @public
 */
export interface PlatformRule extends RuleInfo {
  scope: 'platform';
  check(service: ServiceDefinition, model: PlatformModel): Violation[];
}

/** @public */
export type Rule = ServiceRule | PlatformRule;
