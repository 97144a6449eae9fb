/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Severity } from '../types';

/** A check that objects of ours may break. */
interface Excuse {
  judge: 'kube-score' | 'checkov';
  check: string;
  kinds: readonly string[];
  reason: string;
}

/*
 * An object can ask kube-score and checkov to leave a check out, by an annotation. Which
 * ones may, and why, is written here and nowhere else; any other request is a warning.
 */
const EXCUSES: readonly Excuse[] = [
  {
    judge: 'kube-score',
    check: 'networkpolicy-targets-pod',
    kinds: ['NetworkPolicy'],
    reason:
      'the pods of a database, cache or queue come from its own chart, not from these files',
  },
  {
    judge: 'kube-score',
    check: 'horizontalpodautoscaler-replicas',
    kinds: ['HorizontalPodAutoscaler'],
    reason:
      'one pod is enough for a canary, whose callers fall back to the stable pods',
  },
  {
    judge: 'kube-score',
    check: 'deployment-replicas',
    kinds: ['Deployment'],
    reason:
      'one pod is meant: of a canary, or of a service that GP-SCALE-003 allows it to',
  },
  {
    judge: 'checkov',
    check: 'CKV_K8S_38',
    kinds: ['Deployment', 'StatefulSet', 'CronJob', 'Job'],
    reason: 'a service with a Role of its own needs its token',
  },
  {
    judge: 'checkov',
    check: 'CKV_K8S_43',
    kinds: ['Deployment', 'StatefulSet', 'CronJob', 'Job'],
    reason:
      'a service that was never built has no digest; only outside production is it left out, there GP-IMAGE-003 and GP-LINT-039 ask for one',
  },
];

/** What to say of a check that an object asked to be left out of. */
export function judgeRequest(
  judge: Excuse['judge'],
  check: string,
  { kind }: { kind: string },
): { severity: Severity; message: string } {
  const reason = EXCUSES.find(
    entry =>
      entry.judge === judge &&
      entry.check === check &&
      entry.kinds.includes(kind),
  )?.reason;
  return reason
    ? { severity: 'excused', message: `${kind} ${check}: ${reason}` }
    : {
        severity: 'warning',
        message: `${kind} ${check}: the object asks to be left out, and excuses.ts has no reason for it`,
      };
}
