/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { judgeRequest } from './excuses';

describe('judgeRequest', () => {
  it.each([
    ['kube-score', 'networkpolicy-targets-pod', 'NetworkPolicy', 'excused'],
    ['kube-score', 'networkpolicy-targets-pod', 'Service', 'warning'],
    ['kube-score', 'container-resources', 'Deployment', 'warning'],
    ['checkov', 'networkpolicy-targets-pod', 'NetworkPolicy', 'warning'],
    ['checkov', 'CKV_K8S_43', 'Job', 'excused'],
    ['checkov', 'CKV_K8S_14', 'Job', 'warning'],
  ] as const)('takes %s %s of a %s as %s', (judge, check, kind, severity) => {
    expect(judgeRequest(judge, check, { kind }).severity).toBe(severity);
  });
});
