/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderContextOf } from '../../render/renderPlatform';
import { makeModel, makeService } from '../../testing/builders';
import { AlertingRule } from '../alertRule';
import { ruleSuites, suiteFile } from '../promtool';
import { RecordingRule } from '../recordingRules';
import { RuleGroup } from '../ruleGroups';
import { serviceRules } from '../serviceRules';
import { ruleMutants } from './mutants';
import { slicesOf, TestDocument } from './slice';

/**
 * Rules, and a document with tests of them.
 *
 * @internal
 */
export interface TestedRules {
  /** Name of the rules' file, which the document refers to. */
  file: string;
  groups: readonly RuleGroup[];
  document: object;
}

/**
 * A kind of service, and the mistakes that its tests have to find.
 *
 * @internal
 */
export interface MutationCase {
  what: string;
  /** Rules without a mistake: all tests, and each that a mutant is shown. */
  sound: TestedRules[];
  mutants: TestedMutant[];
  /** Changes after which a rule means the same: no test may see one. */
  equivalents: Array<TestedMutant & { reason: string }>;
}

interface TestedMutant {
  description: string;
  /** It is found if one of them fails. */
  tests: TestedRules[];
}

const WHOLE = {
  ports: [{ port: 7013, expose: 'gateway' }],
  secrets: [{ key: 'card-key', path: 'shop/card-key' }],
};

/** All have one name, so that a rule that two of them share is seen to be one. */
const SERVICES: ReadonlyArray<
  [what: string, runtime: object, platform?: object]
> = [
  [
    'a Deployment',
    {
      ...WHOLE,
      business: [
        {
          name: 'open_orders',
          title: 'Open orders',
          promql: 'sum(open_orders)',
          alertAbove: 71,
          alertBelow: 13,
        },
      ],
    },
  ],
  [
    'a Deployment with a canary',
    {
      ...WHOLE,
      rollout: { strategy: 'canary', canary: { image: { tag: '1.4.0' } } },
    },
  ],
  ['a Rollout', { ...WHOLE, rollout: { strategy: 'rollouts' } }],
  [
    'a StatefulSet with volumes',
    { ...WHOLE, workload: { kind: 'statefulset', storage: { size: '7Gi' } } },
  ],
  [
    'a CronJob',
    { ports: [], workload: { kind: 'cronjob', schedule: '15 3 * * 1-5' } },
  ],
  ['a Job', { ports: [], workload: { kind: 'job' } }],
  ['a service without a mesh', WHOLE, { mesh: { injection: false } }],
  [
    'levels and objectives of its own',
    {
      ...WHOLE,
      slo: {
        availability: 97.3,
        latency: { seconds: 0.25, objective: 95.5 },
        windowDays: 7,
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
];

/**
 * Every mistake that `ruleMutants` makes in the rules of a full service of each
 * kind. A rule that is the same for several kinds is mutated once.
 *
 * @internal
 */
export function mutationCases(): MutationCase[] {
  const seen = new Set<string>();
  return SERVICES.map(([what, runtime, platform]) => {
    const model = makeModel([makeService({ runtime })], platform);
    const { subject, groups } = serviceRules(
      renderContextOf(model, { environment: 'stage', service: 'checkout' }),
    );
    const sound: TestedRules[] = [];
    const mutants: MutationCase['mutants'] = [];
    const equivalents: MutationCase['equivalents'] = [];
    for (const suite of ruleSuites(subject, groups)) {
      const file = suiteFile(subject.name, suite.name, 'rules');
      const documents = suite.tests.map(
        test => test.document as unknown as TestDocument,
      );
      const testsOf = (mutant: Parameters<typeof slicesOf>[0]) =>
        slicesOf(mutant, documents).map(slice => ({ file, ...slice }));
      sound.push(
        ...documents.map(document => ({
          file,
          groups: suite.groups,
          document,
        })),
      );
      const fresh = newOnes(suite.groups, seen);
      for (const rule of fresh) {
        // What is cut away must not be what makes a test fail.
        sound.push(...testsOf({ rule, groups: suite.groups, isText: false }));
      }
      for (const mutant of ruleMutants(suite.groups)) {
        if (!fresh.has(mutant.rule)) continue;
        const { description, equivalent: reason } = mutant;
        const tested = { description, tests: testsOf(mutant) };
        if (reason === undefined) mutants.push(tested);
        else equivalents.push({ ...tested, reason });
      }
    }
    return { what, sound, mutants, equivalents };
  });
}

/** Rules that no kind before had; they are seen from now on. */
function newOnes(groups: readonly RuleGroup[], seen: Set<string>) {
  const fresh = new Set<RecordingRule | AlertingRule>();
  for (const rule of groups.flatMap(({ rules }) => rules)) {
    const text = JSON.stringify(rule);
    if (!seen.has(text)) fresh.add(rule);
    seen.add(text);
  }
  return fresh;
}
