/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { excuseFor, judgeRequest } from './excuses';

const secret = (...places: string[]) => ({ kind: 'Secret', places });

describe('excuseFor', () => {
  it.each([
    [
      'all its places are local',
      secret('repository: local/secrets/a.yaml'),
      true,
    ],
    [
      'one of its places is a cluster',
      secret(
        'repository: local/secrets/a.yaml',
        'prod: prod/services/a/secret.yaml',
      ),
      false,
    ],
    [
      'it is of another kind',
      { kind: 'ConfigMap', places: ['x: local/a.yaml'] },
      false,
    ],
  ])('looks at kind and places: %s', (_, object, excused) => {
    expect(excuseFor('linter', 'GP-LINT-022', object) !== undefined).toBe(
      excused,
    );
  });
});

describe('judgeRequest', () => {
  it.each([
    ['kube-score', 'networkpolicy-targets-pod', 'NetworkPolicy', 'excused'],
    ['kube-score', 'networkpolicy-targets-pod', 'Service', 'warning'],
    ['kube-score', 'container-resources', 'Deployment', 'warning'],
    ['checkov', 'networkpolicy-targets-pod', 'NetworkPolicy', 'warning'],
  ] as const)('takes %s %s of a %s as %s', (judge, check, kind, severity) => {
    expect(judgeRequest(judge, check, { kind, places: [] }).severity).toBe(
      severity,
    );
  });
});
