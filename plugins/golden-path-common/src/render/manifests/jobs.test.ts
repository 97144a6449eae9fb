/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderKind, Runtime } from '../../testing/renderObjects';

const cronJob = (workload: object = {}, runtime: Runtime = {}) =>
  renderKind('CronJob', {
    ports: [],
    workload: { kind: 'cronjob', schedule: '15 3 * * *', ...workload },
    ...runtime,
  });
const job = (workload: object = {}, runtime: Runtime = {}) =>
  renderKind('Job', {
    ports: [],
    workload: { kind: 'job', ...workload },
    ...runtime,
  });

describe('the CronJob', () => {
  it('runs by the schedule and in the time zone of the spec', () => {
    expect(
      cronJob({ timeZone: 'Europe/Berlin', concurrency: 'Replace' }).spec,
    ).toMatchObject({
      schedule: '15 3 * * *',
      timeZone: 'Europe/Berlin',
      concurrencyPolicy: 'Replace',
      suspend: false,
    });
  });

  it('leaves a run out that could not begin, and still runs after a hundred of them', () => {
    expect(cronJob().spec.startingDeadlineSeconds).toBe(600);
  });

  it('keeps three runs of each outcome, for a week', () => {
    expect(cronJob().spec).toMatchObject({
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 3,
      jobTemplate: { spec: { ttlSecondsAfterFinished: 7 * 24 * 3600 } },
    });
  });

  it('labels its runs as its own', () => {
    expect(cronJob().spec.jobTemplate.metadata.labels).toMatchObject({
      'app.kubernetes.io/name': 'checkout',
      'backstage.io/kubernetes-id': 'checkout',
    });
  });
});

describe.each([
  ['CronJob', (workload: object) => cronJob(workload).spec.jobTemplate.spec],
  ['Job', (workload: object) => job(workload).spec],
])('a run of a %s', (_, specOf) => {
  it('is ended after its time, and tried again as often as the spec says', () => {
    expect(specOf({ deadlineSeconds: 731, backoffLimit: 7 })).toMatchObject({
      activeDeadlineSeconds: 731,
      backoffLimit: 7,
    });
  });

  it('is not counted as failed when its node is drained', () => {
    expect(specOf({})).toMatchObject({
      podReplacementPolicy: 'Failed',
      podFailurePolicy: {
        rules: [
          {
            action: 'Ignore',
            onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }],
          },
        ],
      },
    });
  });
});

describe('the Job', () => {
  it('is another one as soon as anything of what it runs is different', () => {
    const names = [
      job(),
      job({}, { image: { tag: '1.7.0' } }),
      job({}, { env: { DEPTH: '7' } }),
      job({ args: ['--all'] }),
      job({ backoffLimit: 7 }),
    ].map(({ metadata }) => metadata.name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      expect(name).toMatch(/^checkout-[0-9a-f]{8}$/);
    }
  });

  it('stays the same one while only waivers change', () => {
    const waivers = [
      {
        rule: 'GP-PORT-006',
        reason: 'It stays as it was.',
        expires: '2027-01-31',
      },
    ];
    expect(job({}, { waivers }).metadata.name).toBe(job().metadata.name);
  });

  it('is never removed by itself, or Argo CD would run it again', () => {
    expect(job().spec).not.toHaveProperty('ttlSecondsAfterFinished');
    expect(job().metadata.annotations).not.toHaveProperty([
      'argocd.argoproj.io/hook',
    ]);
  });
});
