/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeModelRules } from '../testing/describeRules';

const basket = { ports: [{ port: 7017 }] };

describeModelRules('identity rules', {
  'GP-NAME-001': {
    bad: ['9lives', 'check.out', 'checkout-', `a${'b'.repeat(50)}`].map(
      (name): [object, string] => [{ component: { name } }, 'metadata.name'],
    ),
    good: ['a', 'check-out-2', `a${'b'.repeat(49)}`].map(name => ({
      component: { name },
    })),
  },
  'GP-NAME-002': {
    bad: [[{ others: { 'elsewhere/checkout': basket } }, 'metadata.name']],
    good: [{ others: { 'elsewhere/basket': basket } }],
  },
  'GP-NAME-003': {
    bad: [
      [{ others: { 'checkout-canary': basket } }, 'metadata.name'],
      [{ others: { 'checkout-headless': basket } }, 'metadata.name'],
      [{ others: { 'checkout-public': basket } }, 'metadata.name'],
      [{ component: { name: 'gateway' } }, 'metadata.name'],
      [{ component: { name: 'default-deny' } }, 'metadata.name'],
      [{ component: { name: 'default' } }, 'metadata.name'],
      [
        {
          runtime: { dependencies: [{ ref: 'component:basket' }] },
          others: {
            basket,
            'basket-allow-checkout': { ports: [{ port: 7019 }] },
          },
        },
        'metadata.name',
      ],
    ],
    good: [
      { others: { 'basket-canary': basket } },
      { others: { 'basket-allow-checkout': basket } },
    ],
  },
  'GP-NAME-004': {
    bad: [
      [
        { component: { name: 'step2' }, others: { 'step-2': basket } },
        'metadata.name',
      ],
    ],
    good: [
      { component: { name: 'api-gateway' }, others: { apigateway: basket } },
    ],
  },
  'GP-OWNER-001': {
    bad: [[{ component: { owner: 'user:default/guest' } }, 'spec.owner']],
    good: [{ component: { owner: 'shop-team' } }],
  },
  'GP-OWNER-002': {
    bad: [[{ component: { owner: 'nobody' } }, 'spec.owner']],
    good: [{ component: { owner: 'group:default/quiet-team' } }],
  },
  'GP-OWNER-003': {
    bad: [[{ component: { owner: 'quiet-team' } }, 'spec.owner']],
    good: [
      { component: { owner: 'shop-team' } },
      { component: { owner: 'nobody' } },
    ],
  },
});
