/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  describeModelRules,
  describeServiceRules,
} from '../testing/describeRules';

const patch = (part: object) => ({
  patches: [
    {
      kind: 'Deployment',
      operations: [
        { op: 'replace', path: '/spec/revisionHistoryLimit', value: 3 },
      ],
      reason: 'Until the audit of January has passed.',
      expires: '2031-01-31',
      ...part,
    },
  ],
});

const OPERATION = 'spec.runtime.patches[0].operations[0]';

const operation = (part: object) =>
  patch({ operations: [{ op: 'replace', ...part }] });

describeServiceRules('patch and environment rules', {
  'GP-PATCH-001': {
    bad: [
      [patch({ reason: 'because' }), 'spec.runtime.patches[0].reason'],
      [patch({ reason: '          a' }), 'spec.runtime.patches[0].reason'],
      [patch({ expires: 'never' }), 'spec.runtime.patches[0].expires'],
      [patch({ expires: '2027-02-30' }), 'spec.runtime.patches[0].expires'],
    ],
    good: [patch({})],
  },
  'GP-PATCH-002': {
    bad: [
      [patch({ expires: '2026-11-22' }), 'spec.runtime.patches[0].expires'],
    ],
    good: [patch({ expires: '2026-11-23' })],
  },
  'GP-PATCH-003': {
    bad: [
      [operation({ path: '/metadata/name', value: 'a' }), `${OPERATION}.path`],
      [operation({ path: '/kind', value: 'a' }), `${OPERATION}.path`],
      [operation({ path: '/metadata', value: {} }), `${OPERATION}.path`],
      [operation({ path: '', value: {} }), `${OPERATION}.path`],
      [operation({ path: '/status/phase', value: 1 }), `${OPERATION}.path`],
      [operation({ path: 'spec/a', value: 1 }), `${OPERATION}.path`],
      [operation({ path: '/spec/a~2', value: 1 }), `${OPERATION}.path`],
      [operation({ path: '/__proto__/a', value: 1 }), `${OPERATION}.path`],
      [operation({ path: '/spec/a' }), `${OPERATION}.value`],
      [operation({ op: 'move', path: '/spec/a' }), `${OPERATION}.from`],
      [
        operation({ op: 'move', path: '/spec/a', from: '/kind' }),
        `${OPERATION}.from`,
      ],
    ],
    good: [
      operation({ path: '/spec/template/metadata/name', value: 'a' }),
      operation({ op: 'remove', path: '/spec/a' }),
      operation({ op: 'test', path: '/kind', value: 'Deployment' }),
      operation({ op: 'copy', path: '/spec/a', from: '/metadata/name' }),
      operation({ path: '/metadata/annotations/a~1b', value: null }),
    ],
  },
  'GP-PATCH-005': {
    bad: [
      [patch({ expires: '2026-12-07' }), 'spec.runtime.patches[0].expires'],
    ],
    good: [patch({ expires: '2026-12-08' }), patch({ expires: '2026-11-22' })],
  },
});

describeModelRules('patch and environment rules, in a platform', {
  'GP-PATCH-004': {
    bad: [
      [{ runtime: patch({ kind: 'DaemonSet' }) }, 'spec.runtime.patches[0]'],
      [{ runtime: patch({ name: 'basket' }) }, 'spec.runtime.patches[0]'],
      [
        {
          runtime: operation({ op: 'remove', path: '/spec/noSuchField' }),
        },
        'spec.runtime.patches[0]',
      ],
      [
        {
          runtime: operation({ op: 'test', path: '/kind', value: 'Service' }),
        },
        'spec.runtime.patches[0]',
      ],
    ],
    good: [
      { runtime: patch({}) },
      { runtime: patch({ name: 'checkout' }) },
      {
        runtime: operation({
          op: 'test',
          path: '/metadata/name',
          value: 'checkout',
        }),
      },
    ],
  },
  'GP-ENVIRONMENT-001': {
    bad: [
      [
        { runtime: { environments: { prod: {} } } },
        'spec.runtime.environments.prod',
      ],
      [
        { runtime: { environments: { 'a.b': {} } } },
        'spec.runtime.environments["a.b"]',
      ],
    ],
    good: [{ runtime: { environments: { stage: { replicas: 3 } } } }],
  },
});
