/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { canaryName, CONTAINER_NAME } from '../render/conventions';
import { eq, LabelMatcher, PromQlExpression, re, series } from './promql';
import { RuleSubject, subjectLabels } from './subject';

/*
 * Label matchers that several rules of a service share.
 */

/** A series that a rule of this service has recorded. */
export function recorded(
  subject: RuleSubject,
  metric: string,
  more: Record<string, LabelMatcher> = {},
): PromQlExpression {
  return series(metric, { ...recordedMatchers(subject), ...more });
}

export function recordedMatchers(
  subject: RuleSubject,
): Record<string, LabelMatcher> {
  return Object.fromEntries(
    Object.entries(subjectLabels(subject)).map(([label, value]) => [
      label,
      eq(value),
    ]),
  );
}

/**
 * Pods of a service: those of its workload and of its canary, but not of a
 * service whose name begins with this one's.
 */
export function podsOf({ name, namespace, workload }: RuleSubject) {
  return { namespace: eq(namespace), pod: re(podPattern(name, workload)) };
}

/** The service's own container in its pods. */
export function containersOf(subject: RuleSubject) {
  return { ...podsOf(subject), container: eq(CONTAINER_NAME) };
}

/**
 * Kubernetes makes the name of a pod from its owner's, cut to 58 characters, and
 * five more (k8s.io/apiserver, pkg/storage/names). The owner of a Deployment's
 * pods is a ReplicaSet, named by a hash of up to ten characters, that of a
 * CronJob's a Job, named by the minute of its run.
 */
function podPattern(name: string, workload: RuleSubject['workload']): string {
  switch (workload) {
    case 'StatefulSet':
      return `${name}-[0-9]+`;
    case 'Job':
      return `${name}-[0-9a-f]+${dashAfter(`${name}-12345678`)}[a-z0-9]{5}`;
    case 'CronJob':
      return `${name}-[0-9]+${dashAfter(`${name}-12345678`)}[a-z0-9]{5}`;
    default: {
      const dash = dashAfter(`${canaryName(name)}-1234567890`);
      return `${name}-(canary-)?[a-z0-9]+${dash}[a-z0-9]{5}`;
    }
  }
}

/** The cut may take the dash after the owner's name; then the two run together. */
function dashAfter(owner: string): string {
  return owner.length + 1 > 58 ? '-?' : '-';
}
