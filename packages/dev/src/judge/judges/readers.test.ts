/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ObjectDocument } from '../corpus/buildCorpus';
import { readActionlint } from './actionlint';
import { readAmtool } from './amtool';
import { withoutName } from './apiServer';
import { parseCheckov, readCheckov, scoreOfFiles } from './checkov';
import { readKubeconform } from './kubeconform';
import { readKubectlValidate } from './kubectlValidate';
import { withoutNames } from './linter';
import { KubeScoreOutput, readKubeScore, scoreOf } from './kubeScore';
import { readPromtoolCheck } from './promtoolCheck';
import { readPromtoolTest } from './promtoolTest';

/*
 * What the judges really printed about manifests of __fixtures__/broken, with paths
 * shortened.
 */
const output = (name: string) =>
  readFileSync(join(__dirname, '../__fixtures__/output', name), 'utf8');
const places = ['prod/rolling/shop: shop.yaml'];
const object = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  name: 'shop',
  places,
} as ObjectDocument;
const messages = (findings: { message: string }[]) =>
  findings.map(({ message }) => message).sort();

describe('readKubeconform', () => {
  it('gives the causes at their paths, without addresses of schemas', () => {
    const findings = readKubeconform(
      JSON.parse(output('kubeconform.json')),
      () => object,
    );
    expect(messages(findings)).toEqual([
      "apps/v1 Deployment '/spec': additional properties 'replica' not allowed",
      "networking.istio.io/v1 DestinationRule '/spec/trafficPolicy/outlierDetection': additional properties 'consecutive5xx' not allowed",
      "v1 Service '/spec/ports/0/port': got string, want integer",
      'widgets.example.com/v1 Widget could not find schema for Widget',
    ]);
    expect(findings.every(finding => finding.places === places)).toBe(true);
  });
});

describe('readKubectlValidate', () => {
  it('gives each cause with its field, and nothing of what is good', () => {
    const findings = readKubectlValidate(
      JSON.parse(output('kubectl-validate.json')),
      path => (path === 'unknown-field.yaml' ? object : undefined),
    );
    expect(messages(findings)).toEqual(
      expect.arrayContaining([
        'apps/v1 Deployment spec.replica: Invalid value: value provided for unknown field',
        `spec.http[0].timeout: Invalid value: "string": type conversion error from 'string' to 'google.protobuf.Duration' evaluating rule: must be a valid duration greater than 1ms`,
        'failed to retrieve validator: failed to locate OpenAPI spec for GV: widgets.example.com/v1',
      ]),
    );
    expect(findings.some(finding => finding.places[0] === 'good.yaml')).toBe(
      false,
    );
  });
});

describe('kube-score', () => {
  const parsed = JSON.parse(output('kube-score.json')) as KubeScoreOutput;

  it('counts checks by grade and leaves out what was skipped', () => {
    const grades = parsed.flatMap(({ checks }) => checks);
    const skipped = grades.filter(check => check.skipped).length;
    expect(skipped).toBeGreaterThan(0);
    const { passed, warned, failed } = scoreOf(parsed);
    expect(passed + warned + failed).toBe(grades.length - skipped);
    expect([passed, warned, failed]).toEqual([12, 1, 8]);
  });

  it('excuses a request with a reason, warns of one without, and takes no optional check for a request', () => {
    const requests = readKubeScore(parsed, [{ id: 'prod/rolling/shop' }], [])
      .filter(({ message }) => !message.startsWith('Deployment'))
      .map(({ severity, message }) => [severity, message.split(':')[0]]);
    expect(requests).toEqual(
      expect.arrayContaining([
        ['excused', 'NetworkPolicy networkpolicy-targets-pod'],
        ['warning', 'Service service-type'],
      ]),
    );
    const skipped = parsed
      .flatMap(({ checks }) => checks)
      .filter(check => check.skipped);
    expect(skipped).toHaveLength(12);
  });

  it('takes critical for an error and warning for a warning, at the places of the object', () => {
    const findings = readKubeScore(
      parsed,
      [{ id: 'prod/rolling/shop' }],
      [{ ...object, places: [...places, 'dev/rolling/shop: shop.yaml'] }],
    );
    expect(findings).toContainEqual({
      severity: 'error',
      places,
      message:
        'Deployment container-image-pull-policy: app: ImagePullPolicy is not set to Always',
    });
    expect(findings).toContainEqual({
      severity: 'error',
      places: ['prod/rolling/shop'],
      message:
        'Service service-targets-pod: The services selector does not match any pods',
    });
    expect(
      findings.filter(({ severity }) => severity === 'warning'),
    ).toHaveLength(2);
  });
});

describe('checkov', () => {
  const outputs = parseCheckov(output('checkov.json'));
  const entry = (id: string, place: string) =>
    ({ id, places: [place] } as never);
  const findings = readCheckov(outputs, {
    names: ['prod/rolling'],
    objects: [entry('0a1b', 'prod/rolling/shop: shop.yaml')],
    workflows: [entry('2c3d', 'repository/rolling: greet.yaml')],
  });

  it('reads an object, a list and counts alone', () => {
    expect(outputs.map(({ check_type: type }) => type)).toEqual([
      'kubernetes',
      'github_actions',
    ]);
    expect(parseCheckov(JSON.stringify(outputs[0]))).toEqual([outputs[0]]);
    expect(parseCheckov('{"passed": 0, "failed": 0}')).toEqual([]);
    expect(() => parseCheckov('', 'Traceback')).toThrow('Traceback');
  });

  it('finds failed checks of objects and of workflows, each at its place', () => {
    expect(findings).toContainEqual({
      severity: 'error',
      places: ['prod/rolling/shop: shop.yaml'],
      message: 'Deployment CKV_K8S_16: Container should not be privileged',
    });
    expect(findings).toContainEqual({
      severity: 'error',
      places: ['repository/rolling: greet.yaml'],
      message: expect.stringMatching(/^github_actions CKV_GHA_2: /),
    });
    expect(
      findings.filter(({ severity }) => severity === 'error'),
    ).toHaveLength(20);
  });

  it('warns of a check that an object asks to be left out of without a reason of ours', () => {
    expect(findings.filter(({ severity }) => severity === 'warning')).toEqual([
      {
        severity: 'warning',
        places: ['prod/rolling/shop: shop.yaml'],
        message: expect.stringMatching(
          /^Deployment CKV_K8S_14: the object asks/,
        ),
      },
    ]);
  });

  it('scores the files of a set alone', () => {
    expect(scoreOfFiles(outputs, new Set(['0a1b']))).toEqual({
      passed: 69,
      warned: 0,
      failed: 19,
    });
    expect(scoreOfFiles(outputs, new Set(['9f9f']))).toEqual({
      passed: 0,
      warned: 0,
      failed: 0,
    });
  });
});

describe('promtool', () => {
  it('gives each error of a rule file, without the file', () => {
    expect(
      messages(readPromtoolCheck(output('promtool-check-bad.txt'), places)),
    ).toEqual([
      '5:11: group "a", rule 1, "X": could not parse expression: 1:16: parse error: unclosed left parenthesis',
      'group "a", rule 1, "X": annotation "summary": template: __alert_X:1: unclosed action',
    ]);
  });

  it('gives a lint error as one', () => {
    const findings = readPromtoolCheck(
      output('promtool-check-dup.txt'),
      places,
    );
    expect(messages(findings)).toEqual([
      expect.stringMatching(
        /^lint error 1 duplicate rule\(s\) found. Metric: a:b /,
      ),
    ]);
  });

  it('gives what was expected and what came', () => {
    const { message } = readPromtoolTest(output('promtool-test.txt'), places);
    expect(message).toBe(
      'expr: "a:b", time: 5m, | exp: {__name__="a:b"} 2E+00 | got: {__name__="a:b"} 1E+00',
    );
  });
});

describe('readAmtool', () => {
  it('gives the reason alone', () => {
    expect(readAmtool(output('amtool.txt'), places).message).toBe(
      'undefined receiver "x" used in route',
    );
  });
});

describe('readActionlint', () => {
  it('gives each entry with the line in its place', () => {
    const findings = readActionlint(
      JSON.parse(output('actionlint.json')),
      path => ({ content: '', places: [`repository/rolling: ${path}`] }),
    );
    expect(findings.map(finding => finding.places)).toEqual([
      ['repository/rolling: .github/workflows/build.yaml:10'],
      ['repository/rolling: .github/workflows/other.yaml:8'],
    ]);
    expect(findings[0]).toMatchObject({
      severity: 'error',
      message: expect.stringMatching(
        /^expression: undefined variable "secret"/,
      ),
    });
  });

  it.each([
    ['          - "null"', 'excused'],
    ['          - null', 'error'],
    ['          - shop', 'error'],
  ])('takes null of a matrix with %s as %s', (content, severity) => {
    const entry = {
      message:
        'object, array, and null values should not be evaluated in template with ${{ }} but evaluating the value of type null',
      filepath: 'quality.yaml',
      line: 7,
      kind: 'expression',
    };
    const [finding] = readActionlint([entry], () => ({ content, places }));
    expect(finding.severity).toBe(severity);
  });
});

describe('withoutName', () => {
  it('leaves out what differs between objects with the same fault', () => {
    expect(
      withoutName(
        object,
        `Failed to PATCH '/apis/apps/v1/namespaces/shops/deployments/shop?dryRun=All': Deployment.apps "shop" is invalid: spec.replicas: Invalid value: -3`,
      ),
    ).toBe(
      'apps/v1 Deployment: Deployment.apps "…" is invalid: spec.replicas: Invalid value: -3',
    );
  });
});

describe('withoutNames', () => {
  it('makes one message of the same fault in two services', () => {
    const message = (name: string, alert: string, position: number) =>
      withoutNames(
        `'spec.groups[1].rules[${position}].for' of PrometheusRule '${name}' of alert '${alert}Down' is 7 s`,
        name,
      );
    expect(message('api-gateway', 'ApiGateway', 3)).toBe(
      "'spec.groups[…].rules[…].for' of PrometheusRule '…' of alert '…Down' is 7 s",
    );
    expect(message('search', 'Search', 5)).toBe(
      message('api-gateway', 'ApiGateway', 3),
    );
  });
});
