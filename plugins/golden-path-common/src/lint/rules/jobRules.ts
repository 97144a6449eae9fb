/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { numberAt, textAt } from '../access';
import { applications } from '../applications';
import { LintRule, LintViolation } from '../types';

/*
 * Runs that end: Jobs and CronJobs.
 */

/** @internal */
export const cronTimeZone: LintRule = {
  id: 'GP-LINT-036',
  severity: 'warning',
  title: 'A CronJob names the time zone of its schedule',
  why: "Without one the controller's own counts, which nobody who reads the schedule knows.",
  check: index =>
    index
      .ofKind('CronJob')
      .filter(({ manifest }) => !textAt(manifest, 'spec', 'timeZone'))
      .map(object => ({
        object,
        field: 'spec.timeZone',
        problem: 'is not set',
        fix: 'Write one, as Etc/UTC.',
      })),
};

/** @internal */
export const jobDeadline: LintRule = {
  id: 'GP-LINT-037',
  severity: 'warning',
  title: 'A run of a Job or a CronJob has a deadline',
  why: 'One that hangs holds its memory for ever, and with Forbid no other one starts.',
  check: index => [
    ...index
      .ofKind('Job')
      .flatMap(object => missing(object, 'spec', 'activeDeadlineSeconds')),
    ...index
      .ofKind('CronJob')
      .flatMap(object =>
        missing(object, 'spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds'),
      ),
  ],
};

/** @internal */
export const jobStays: LintRule = {
  id: 'GP-LINT-038',
  severity: 'error',
  title: 'A Job that Argo CD deploys stays when it has ended',
  why: 'Argo CD finds it missing, and the next sync runs it again.',
  check: index => {
    const deployed = new Set(
      applications(index).map(({ spec }) =>
        textAt(spec, 'destination', 'namespace'),
      ),
    );
    return index
      .ofKind('Job')
      .filter(
        ({ manifest, namespace, annotations }) =>
          deployed.has(namespace) &&
          numberAt(manifest, 'spec', 'ttlSecondsAfterFinished') !== undefined &&
          // A hook is meant to run at every sync.
          annotations['argocd.argoproj.io/hook'] === undefined,
      )
      .map(object => ({
        object,
        field: 'spec.ttlSecondsAfterFinished',
        problem: 'deletes what Argo CD keeps',
        fix: 'Leave it out: pruning removes the Job when it leaves Git.',
      }));
  },
};

function missing(
  object: LintViolation['object'],
  ...path: string[]
): LintViolation[] {
  return numberAt(object.manifest, ...path) === undefined
    ? [
        {
          object,
          field: path.join('.'),
          problem: 'is not set',
          fix: 'Write the seconds after which it is over.',
        },
      ]
    : [];
}

/** @internal */
export const jobRules = [cronTimeZone, jobDeadline, jobStays];
