/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { CONTAINER_NAME } from '../../render/conventions';
import { eq, max, series } from '../promql';
import { AlertSubject } from '../subject';
import {
  describeCheck,
  kubectl,
  podSelector,
  podsCheck,
  query,
} from './checks';
import { lookAtNeighbours, takeBack } from './mends';
import { Check, RunbookPage, RunbookPages } from './types';

/** Workloads that run to their end. */
export const JOB_PAGES: RunbookPages = {
  RunFailed: runFailed,
  NoRecentSuccess: noRecentSuccess,
};

function runFailed(subject: AlertSubject): RunbookPage {
  return {
    means: 'A run ended without success, and all its tries with it.',
    seen: 'What the run makes is missing or old.',
    check: [
      runsCheck(subject),
      podsCheck(subject),
      runLogsCheck(subject),
      describeCheck(subject),
    ],
    mend: [
      lookAtNeighbours(subject),
      takeBack(subject),
      'It took too long: the reason of the Job is `DeadlineExceeded`; raise `spec.runtime.workload.deadlineSeconds`, or give it less to do.',
      ...againSteps(subject),
    ],
  };
}

function noRecentSuccess(subject: AlertSubject): RunbookPage {
  const { name, namespace } = subject;
  return {
    means: `By its schedule (\`${subject.spec.workload.schedule}\`) a run should have succeeded, and none has: each fails, none is started, or the CronJob is gone.`,
    seen: 'What the runs make gets old.',
    check: [
      kubectl(
        subject,
        'Whether it is suspended, and when it last ran.',
        `describe cronjob ${name}`,
      ),
      query(
        'When a run last succeeded, in seconds since 1970.',
        max(
          series('kube_cronjob_status_last_successful_time', {
            namespace: eq(namespace),
            cronjob: eq(name),
          }),
        ),
      ),
      runsCheck(subject),
      runLogsCheck(subject),
    ],
    mend: [
      'Runs fail: see `RunFailed` on this page.',
      'It is suspended: whoever did it knows why; sync the Application in Argo CD to end it.',
      'A run hangs and the next may not start: delete the Job that hangs.',
      'The CronJob is gone: sync the Application in Argo CD.',
      ...againSteps(subject),
    ],
  };
}

function runsCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    'The runs, the newest last.',
    `get jobs ${podSelector(subject)} --sort-by .metadata.creationTimestamp`,
  );
}

function runLogsCheck(subject: AlertSubject): Check {
  return kubectl(
    subject,
    'What the runs said.',
    `logs ${podSelector(
      subject,
    )} --container ${CONTAINER_NAME} --tail 200 --prefix`,
  );
}

function againSteps({ name, namespace, workload }: AlertSubject): string[] {
  return workload === 'CronJob'
    ? [
        `Once mended, do not wait for the schedule: \`kubectl --namespace ${namespace} create job --from cronjob/${name} ${name}-again\`. That run does not end the alert by its name; its success does.`,
      ]
    : [
        'Once mended, release it again: a Job runs once for each change of its spec.',
      ];
}
