/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeFault } from './describeFault';
import { KubernetesFault, KubernetesFaultCode } from './errors';

const context = {
  cluster: { name: 'lab', tokenKey: 'kubernetes.token' },
  resource: { group: 'apps', plural: 'deployments' },
};

describe('describeFault', () => {
  it('says what failed, on which cluster and why', () => {
    expect(
      describeFault(
        new KubernetesFault('timeout', 'it did not answer in time'),
        context,
      ).reason,
    ).toBe(
      "Failed to read deployments of the cluster 'lab': it did not answer in time.",
    );
  });

  it.each<[KubernetesFaultCode, RegExp]>([
    ['unauthorized', /kubernetes\.token/],
    [
      'forbidden',
      /apiGroups: \["apps"\], resources: \["deployments"\], verbs: \["get", "list", "watch"\]/,
    ],
    ['notFound', /url of the cluster 'lab'/],
    ['certificate', /caData or caFile/],
    ['unreachable', /API server of 'lab' runs/],
    ['timeout', /API server of 'lab' runs/],
    ['malformed', /proxy/],
    ['refused', /proxy/],
    ['tooLarge', /namespaces or labelSelector/],
  ])('says what to do about %s', (code, expected) => {
    const { nextStep } = describeFault(new KubernetesFault(code, 'x'), context);
    expect(nextStep).toMatch(expected);
  });

  it.each<[KubernetesFaultCode]>([['serverError'], ['throttled']])(
    'has no advice for %s, which passes by itself',
    code => {
      const fault = new KubernetesFault(code, 'x');
      expect(describeFault(fault, context).nextStep).toBeUndefined();
    },
  );
});
