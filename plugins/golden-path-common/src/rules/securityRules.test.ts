/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeServiceRules } from '../testing/describeRules';

const egress = (...egressHosts: object[]) => ({ security: { egressHosts } });

const rbac = (part: object) => ({
  rbac: [{ resources: ['configmaps'], verbs: ['get'], ...part }],
});

describeServiceRules('security rules', {
  'GP-SECURITY-001': {
    bad: [
      [{ security: { runAsUser: 0 } }, 'spec.runtime.security.runAsUser'],
      [{ security: { runAsUser: 9999 } }, 'spec.runtime.security.runAsUser'],
      [
        { security: { runAsUser: 2147483648 } },
        'spec.runtime.security.runAsUser',
      ],
    ],
    good: [{ security: { runAsUser: 10000 } }],
  },
  'GP-SECURITY-002': {
    bad: [
      [
        { security: { writablePaths: ['tmp'] } },
        'spec.runtime.security.writablePaths[0]',
      ],
      [
        { security: { writablePaths: ['/tmp', '/tmp/'] } },
        'spec.runtime.security.writablePaths[1]',
      ],
    ],
    good: [{ security: { writablePaths: [] } }],
  },
  'GP-EGRESS-001': {
    bad: [
      ...['https://a.example.com', '10.0.0.1', '*.example.com', 'A.de'].map(
        (host): [object, string] => [
          egress({ host }),
          'spec.runtime.security.egressHosts[0].host',
        ],
      ),
      [
        egress({ host: 'a.example.com', port: 0 }),
        'spec.runtime.security.egressHosts[0].port',
      ],
      [
        egress({ host: 'a.example.com', port: 65536 }),
        'spec.runtime.security.egressHosts[0].port',
      ],
    ],
    good: [egress({ host: 'api.example.com' }, { host: 'a.b-c.io', port: 25 })],
  },
  'GP-EGRESS-002': {
    bad: [
      [
        egress(
          { host: 'a.example.com' },
          { host: 'a.example.com', tls: false },
        ),
        'spec.runtime.security.egressHosts[1].host',
      ],
    ],
    good: [
      egress({ host: 'a.example.com' }, { host: 'a.example.com', port: 8443 }),
    ],
  },
  'GP-EGRESS-003': {
    bad: [
      'ledger',
      'localhost',
      'ledger.shop.svc',
      'ledger.shop.svc.cluster.local',
      'kubernetes.default.svc.cluster.local',
    ].map((host): [object, string] => [
      egress({ host }),
      'spec.runtime.security.egressHosts[0].host',
    ]),
    good: [egress({ host: 'svc.example.com' })],
  },
  'GP-RBAC-001': {
    bad: [
      [rbac({ verbs: ['*'] }), 'spec.runtime.rbac[0].verbs'],
      [rbac({ resources: ['*'] }), 'spec.runtime.rbac[0].resources'],
      [rbac({ resources: ['pods/*'] }), 'spec.runtime.rbac[0].resources'],
      [rbac({ apiGroups: ['*'] }), 'spec.runtime.rbac[0].apiGroups'],
      [rbac({ resourceNames: ['*'] }), 'spec.runtime.rbac[0].resourceNames'],
      [rbac({ verbs: [] }), 'spec.runtime.rbac[0].verbs'],
      [rbac({ apiGroups: [] }), 'spec.runtime.rbac[0].apiGroups'],
    ],
    good: [rbac({}), rbac({ apiGroups: ['', 'apps'] })],
  },
  'GP-RBAC-002': {
    bad: [
      [
        rbac({ resources: ['configmaps', 'secrets'] }),
        'spec.runtime.rbac[0].resourceNames',
      ],
      [
        rbac({
          resources: ['secrets'],
          resourceNames: ['till'],
          verbs: ['get', 'list'],
        }),
        'spec.runtime.rbac[0].verbs',
      ],
    ],
    good: [rbac({ resources: ['secrets'], resourceNames: ['till'] })],
  },
  'GP-RBAC-003': {
    bad: [
      ...['escalate', 'bind', 'impersonate'].map((verb): [object, string] => [
        rbac({ verbs: ['get', verb] }),
        'spec.runtime.rbac[0].verbs',
      ]),
      [
        rbac({ resources: ['pods/exec'], verbs: ['create'] }),
        'spec.runtime.rbac[0].resources',
      ],
      [
        rbac({ resources: ['serviceaccounts/token'], verbs: ['create'] }),
        'spec.runtime.rbac[0].resources',
      ],
      [
        rbac({ resources: ['rolebindings'], verbs: ['get', 'patch'] }),
        'spec.runtime.rbac[0].resources',
      ],
      [rbac({ resources: ['pods/exec'] }), 'spec.runtime.rbac[0].resources'],
    ],
    good: [
      rbac({ resources: ['roles'], verbs: ['get', 'list', 'watch'] }),
      rbac({ resources: ['pods/log', 'pods'] }),
    ],
  },
  'GP-RBAC-004': {
    bad: [
      [rbac({ verbs: ['read'] }), 'spec.runtime.rbac[0].verbs'],
      [rbac({ resources: ['ConfigMap'] }), 'spec.runtime.rbac[0].resources'],
      [rbac({ apiGroups: ['apps/v1'] }), 'spec.runtime.rbac[0].apiGroups'],
      [
        rbac({ verbs: ['create'], resourceNames: ['till'] }),
        'spec.runtime.rbac[0].verbs',
      ],
    ],
    good: [
      rbac({ verbs: ['create', 'delete'] }),
      rbac({ apiGroups: ['networking.istio.io'] }),
      // A star and an escalating verb have findings of their own.
      rbac({ verbs: ['*', 'bind'] }),
    ],
  },
});
