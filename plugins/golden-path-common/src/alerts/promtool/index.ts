/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { once } from '../../render/files/lazyFile';
import { ManifestValue } from '../../render/types';
import { RuleGroup } from '../ruleGroups';
import { AlertSubject } from '../subject';
import { causeScenarios } from './causeScenarios';
import { STEP } from './clock';
import { edgeScenario } from './edgeScenario';
import { healthScenarios } from './healthScenarios';
import { MINUTE } from './minutes';
import { sloScenarios, windowScenario, WINDOW_STEP } from './sloScenarios';
import { testFile } from './testFile';

/**
 * Rules of a service, as a file that Prometheus and promtool load, and the files
 * with their tests, which `promtool test rules` runs.
 *
 * @internal
 */
export interface RuleSuite {
  /** Beginning of the files' names, after the service's; empty for the eight. */
  name: '' | 'causes' | 'slo';
  groups: RuleGroup[];
  tests: Array<{ name: string; document: { [field: string]: ManifestValue } }>;
}

/**
 * The suites of a service. Each has its own rules, because promtool looks at all
 * rules of its files at every step of a test, and its own step.
 *
 * @internal
 */
export function ruleSuites(
  subject: AlertSubject,
  groups: readonly RuleGroup[],
): RuleSuite[] {
  const of = (...suffixes: string[]) =>
    groups.filter(({ name }) =>
      suffixes.some(suffix => name === `${subject.name}.${suffix}`),
    );
  const suites: RuleSuite[] = [
    suite(subject, '', of('rules'), [
      ['', { scenarios: healthScenarios, step: STEP }],
      ['edges', { scenarios: () => [edgeScenario(subject)], step: MINUTE }],
    ]),
    suite(subject, 'causes', of('causes'), [
      ['', { scenarios: causeScenarios, step: MINUTE }],
    ]),
    suite(subject, 'slo', of('slo', 'slo.slow'), [
      ['', { scenarios: sloScenarios, step: MINUTE }],
      [
        'windows',
        {
          scenarios: () => [windowScenario(subject)],
          step: WINDOW_STEP,
          evaluate: '1d',
        },
      ],
    ]),
  ];
  return suites.filter(({ groups: own }) => own.length > 0);
}

/**
 * Path of a suite's rules, or of one of its tests, below a folder.
 *
 * @internal
 */
export function suiteFile(
  service: string,
  name: RuleSuite['name'],
  kind: string,
): string {
  return `${[service, name, kind].filter(Boolean).join('.')}.yaml`;
}

function suite(
  subject: AlertSubject,
  name: RuleSuite['name'],
  groups: RuleGroup[],
  tests: Array<
    [
      name: string,
      options: {
        scenarios(
          subject: AlertSubject,
        ): Parameters<typeof testFile>[0]['scenarios'];
        step: number;
        evaluate?: string;
      },
    ]
  >,
): RuleSuite {
  return {
    name,
    groups,
    tests: tests.map(([test, { scenarios, step, evaluate }]) => {
      const document = once(() =>
        testFile({
          rules: suiteFile(subject.name, name, 'rules'),
          groups,
          scenarios: groups.length > 0 ? scenarios(subject) : [],
          step,
          evaluate,
        }),
      );
      return {
        name: test ? `${test}.test` : 'test',
        // Most of the work, and often one of the tests is looked at.
        get document() {
          return document();
        },
      };
    }),
  };
}
