/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { podsOf } from './selectors';
import { RuleSubject } from './subject';

function patternOf(
  workload: RuleSubject['workload'],
  name = 'op',
): (pod: string) => boolean {
  const { pod } = podsOf({
    name,
    namespace: 'a',
    workload,
    requests: 'mesh',
    grpc: false,
  });
  return text => new RegExp(`^(?:${pod.value})$`).test(text);
}

const long = 'a'.repeat(50);

describe('podsOf', () => {
  it.each<[RuleSubject['workload'], string]>([
    ['Deployment', 'op-7d9c6b5f4-x2x9z'],
    ['Deployment', 'op-canary-7d9c6b5f4-x2x9z'],
    ['Rollout', 'op-7d9c6b5f4-x2x9z'],
    ['StatefulSet', 'op-0'],
    ['StatefulSet', 'op-12'],
    ['CronJob', 'op-29384756-x2x9z'],
    ['Job', 'op-0a1b2c3d-x2x9z'],
  ])('selects a pod of a %s: %s', (workload, pod) => {
    expect(patternOf(workload)(pod)).toBe(true);
  });

  it.each<[RuleSubject['workload'], string]>([
    ['Deployment', 'op-import-7d9c6b5f4-x2x9z'],
    ['Deployment', 'my-op-7d9c6b5f4-x2x9z'],
    ['StatefulSet', 'op-import-0'],
    ['CronJob', 'op-import-29384756-x2x9z'],
  ])('leaves out what is no pod of a %s: %s', (workload, pod) => {
    expect(patternOf(workload)(pod)).toBe(false);
  });

  it('selects pods whose names Kubernetes has cut to 63 characters', () => {
    expect(
      patternOf(
        'Deployment',
        long,
      )(`${`${long}-7d9c6b5f4-`.slice(0, 58)}x2x9z`),
    ).toBe(true);
    expect(
      patternOf('CronJob', long)(`${`${long}-29384756-`.slice(0, 58)}x2x9z`),
    ).toBe(true);
  });
});
