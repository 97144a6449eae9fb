/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Severity } from '../types';

/** A check that objects of ours may break. */
interface Excuse {
  judge: 'kube-score' | 'checkov' | 'linter';
  check: string;
  kinds: readonly string[];
  /** Only objects whose every place has this in its path. */
  path?: RegExp;
  reason: string;
}

/*
 * An object can ask kube-score and checkov to leave a check out, by an annotation. Which
 * ones may, and why, is written here and nowhere else; any other request is a warning.
 * Our own linter has no such annotation: there it is the path that counts.
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
    judge: 'linter',
    check: 'GP-LINT-022',
    kinds: ['Secret'],
    path: /: local\//,
    reason:
      'the cluster on a desk has no secret store; the values are made up and open nothing',
  },
];

/** The reason why these objects may break a check, if there is one. */
export function excuseFor(
  judge: Excuse['judge'],
  check: string,
  { kind, places }: { kind: string; places: readonly string[] },
): string | undefined {
  return EXCUSES.find(
    entry =>
      entry.judge === judge &&
      entry.check === check &&
      entry.kinds.includes(kind) &&
      (!entry.path || places.every(place => entry.path!.test(place))),
  )?.reason;
}

/** What to say of a check that an object asked to be left out of. */
export function judgeRequest(
  judge: Excuse['judge'],
  check: string,
  object: { kind: string; places: readonly string[] },
): { severity: Severity; message: string } {
  const reason = excuseFor(judge, check, object);
  return reason
    ? { severity: 'excused', message: `${object.kind} ${check}: ${reason}` }
    : {
        severity: 'warning',
        message: `${object.kind} ${check}: the object asks to be left out, and excuses.ts has no reason for it`,
      };
}
