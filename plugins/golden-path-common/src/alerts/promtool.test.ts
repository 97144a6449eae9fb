/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emitDocument } from '../render/emitYaml';
import { makeAlertSubject } from './__fixtures__/makeAlertSubject';
import { ruleSuites, suiteFile } from './promtool';
import { ruleGroups } from './ruleGroups';

/*
 * Prometheus' own judge on the rules of every kind of service. It is asked where
 * it is: named by PROMTOOL, or on PATH (Debian's package prometheus has it).
 */
const promtool = process.env.PROMTOOL ?? 'promtool';
const isThere = spawnSync(promtool, ['--version']).status === 0;

type Runtime = NonNullable<Parameters<typeof makeAlertSubject>[0]>['runtime'];

const everything: Runtime = {
  secrets: [{ key: 'api-key', path: 'shop/checkout/api-key' }],
  business: [
    {
      name: 'rows_processed',
      title: 'Rows processed',
      promql: 'sum(rate(etl_rows_total[5m]))',
      alertAbove: 900,
      alertBelow: 13,
      for: '7m',
    },
    { name: 'never', title: 'Never', promql: 'vector(7)', alertAbove: 11 },
  ],
};

(isThere ? describe : describe.skip)('promtool', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'promtool-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it.each<[string, Runtime, object?]>([
    ['a Deployment', everything],
    [
      'a Deployment with a canary',
      { rollout: { strategy: 'canary', canary: { image: { tag: '1.4.0' } } } },
    ],
    ['a Rollout', { rollout: { strategy: 'rollouts' } }],
    [
      'a StatefulSet with volumes and a fixed number of pods',
      {
        workload: { kind: 'statefulset', storage: { size: '10Gi' } },
        replicas: 3,
      },
    ],
    [
      'a CronJob',
      {
        ...everything,
        ports: [],
        workload: { kind: 'cronjob', schedule: '15 3 * * 1-5' },
      },
    ],
    ['a Job', { ports: [], workload: { kind: 'job' } }],
    ['a service of gRPC', { ports: [{ name: 'grpc', port: 7013 }] }],
    ['a service of bytes', { ports: [{ name: 'tcp', port: 7013 }] }],
    ['a service without mesh', {}, { mesh: { injection: false } }],
    [
      'a service with levels and objectives of its own',
      {
        slo: {
          availability: 97.3,
          latency: { seconds: 0.25, objective: 95.5 },
        },
        alerts: {
          overrides: {
            down: { critical: { for: '70s' }, warning: { for: '20s' } },
            errors: {
              critical: { threshold: 0.9, for: '3m' },
              warning: { threshold: 0.07, for: '50s' },
            },
            latency: {
              critical: { threshold: 0.35, for: '1m' },
              warning: { threshold: 0.3, for: '11m' },
            },
            resources: {
              critical: { threshold: 0.97 },
              warning: { threshold: 0.35, for: '4m' },
            },
          },
        },
      },
    ],
  ])(
    'finds nothing in the rules of %s, and sees them work',
    (_, runtime, ...[platform]) => {
      // A third parameter would be jest's own where a row has two.
      const subject = makeAlertSubject({ runtime, platform });
      const write = (name: string, document: object) =>
        writeFileSync(join(folder, name), emitDocument(document));
      for (const suite of ruleSuites(subject, ruleGroups(subject, '15s'))) {
        const fileOf = (kind: string) =>
          suiteFile(subject.name, suite.name, kind);
        write(fileOf('rules'), { groups: suite.groups });
        suite.tests.forEach(test => write(fileOf(test.name), test.document));
      }
      const files = (ending: string) =>
        readdirSync(folder).filter(name => name.endsWith(ending));
      expect(
        ask([
          'check',
          'rules',
          '--lint=all',
          '--lint-fatal',
          ...files('.rules.yaml'),
        ]),
      ).toEqual({ status: 0, complaints: [] });
      expect(ask(['test', 'rules', ...files('.test.yaml')])).toEqual({
        status: 0,
        complaints: [],
      });
    },
  );

  function ask(args: string[]) {
    const { status, stdout, stderr } = spawnSync(promtool, args, {
      cwd: folder,
      encoding: 'utf8',
    });
    return {
      status,
      complaints: `${stdout}\n${stderr}`
        .split('\n')
        .filter(
          line => line && !/^(Unit Testing|Checking|\s+SUCCESS)/.test(line),
        ),
    };
  }
});
