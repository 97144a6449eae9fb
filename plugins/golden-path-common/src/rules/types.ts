/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  PlatformDefinition,
  PlatformModel,
  ServiceDefinition,
} from '../model/types';
import { EnvironmentSpec } from '../spec/platformSpec';

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
 * The least that breaks a rule, laid over a small platform that breaks none: maps
 * are merged, lists replaced.
 *
 * @public
 */
export interface RuleExample {
  /** Part of the service's `spec.runtime`. */
  runtime?: unknown;
  /** What its entity says besides. */
  component?: { name?: string; owner?: string; system?: string };
  /** Part of the System's `spec.platform`. */
  platform?: Record<string, unknown>;
  /** Parts of `spec.runtime` of services beside it, by name. */
  others?: Record<string, Record<string, unknown>>;
  /** Part of the Resource's `spec.endpoint`. */
  endpoint?: Record<string, unknown>;
}

/**
 * What is said about a rule of the specification whatever it finds.
 *
 * @public
 */
export interface SpecRuleInfo extends RuleInfo {
  /**
   * Fields that it may report, as `spec.runtime.ports[].port`; `[]` stands for
   * any entry and `*` for any key. A field stands for all below it.
   */
  fields: readonly string[];
  /** The page of the rules shows what the rule says about it. */
  example: RuleExample;
}

/**
 * A rule that needs one service only. Its check never throws on user input.
 *
 * @public
 */
export interface ServiceRule extends SpecRuleInfo {
  scope: 'service';
  /** @param options - `now` decides what has run out */
  check(service: ServiceDefinition, options: { now: Date }): Violation[];
}

/**
 * A rule about a service among all the others. It is asked for one service at a
 * time, so that each finding has its entity.
 *
 * @public
 */
export interface PlatformRule extends SpecRuleInfo {
  scope: 'platform';
  check(service: ServiceDefinition, model: PlatformModel): Violation[];
}

/**
 * A rule about a service in one environment. Service and model hold effective
 * specs: what the environment says otherwise is merged in.
 *
 * @public
 */
export interface EnvironmentRule extends SpecRuleInfo {
  scope: 'environment';
  check(
    service: ServiceDefinition,
    context: { model: PlatformModel; environment: EnvironmentSpec },
  ): Violation[];
}

/**
 * A rule about the platform's own part.
 *
 * @public
 */
export interface SystemRule extends SpecRuleInfo {
  scope: 'system';
  check(system: PlatformDefinition): Violation[];
}

/**
 * A rule about all services of a platform together; what it finds is reported on
 * the System.
 *
 * @public
 */
export interface FleetRule extends SpecRuleInfo {
  scope: 'fleet';
  check(model: PlatformModel): Violation[];
}

/** @public */
export type Rule =
  | ServiceRule
  | PlatformRule
  | EnvironmentRule
  | SystemRule
  | FleetRule;
