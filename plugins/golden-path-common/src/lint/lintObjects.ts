/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ANNOTATIONS } from '../render/conventions';
import { Manifest } from '../render/types';
import { docsOf } from '../rules/docs';
import { ObjectIndex } from './ObjectIndex';
import { LINT_RULES } from './registry';
import { LintFinding, LintOptions, LintRule, LintViolation } from './types';

/**
 * Finds what validators of schemas miss: how objects fit together. Takes any
 * objects of Kubernetes, rendered or written by hand; what has no kind or name is
 * passed over. Never throws on what a person wrote.
 *
 * @returns findings in the order of the rules, then of the objects. `entityRef` is
 *   the annotation `backstage.io/entity-ref` of the object, or empty
 * @public
 */
export function lintObjects(
  objects: readonly Manifest[],
  options: LintOptions = {},
): LintFinding[] {
  const index = new ObjectIndex(objects, options);
  return LINT_RULES.flatMap(rule =>
    rule.check(index).map(violation => findingOf(rule, violation)),
  );
}

/**
 * A file of rules as Prometheus itself reads it (`groups:` at the top), as the
 * object that its operator reads, so that it can be linted with the others.
 *
 * @param labels - of the object; an operator selects by them
 * @public
 */
export function ruleFileObject(
  document: unknown,
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
  },
): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata,
    spec: document as Manifest['spec'],
  };
}

function findingOf(
  rule: LintRule,
  { object, field, problem, fix }: LintViolation,
): LintFinding {
  const { kind, name, namespace, annotations, position } = object;
  return {
    ruleId: rule.id,
    severity: rule.severity,
    entityRef: annotations[ANNOTATIONS.entityRef] ?? '',
    path: `${kind}/${name} ${field}`,
    message: `'${field}' of ${kind} '${name}' ${problem}`,
    fix,
    docs: docsOf(rule.id),
    object: { kind, namespace, name },
    field,
    position,
  };
}
