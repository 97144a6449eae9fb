/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { describeServiceRules } from '../testing/describeRules';

describeServiceRules('configuration rules', {
  'GP-ENV-001': {
    bad: [
      [{ env: { logLevel: 'INFO' } }, 'spec.runtime.env.logLevel'],
      [{ env: { 'A.B': '1' } }, 'spec.runtime.env["A.B"]'],
      [
        { dependencies: [{ ref: 'resource:redis', env: 'redis' }] },
        'spec.runtime.dependencies[0].env',
      ],
      // Without a name of its own, the variable would be 2FA_URL.
      [
        { dependencies: [{ ref: 'resource:2fa' }] },
        'spec.runtime.dependencies[0].env',
      ],
    ],
    good: [{ env: { LOG_LEVEL_2: 'INFO' } }],
  },
  'GP-SECRET-001': {
    bad: [
      [
        { env: { DATABASE_URL: 'postgresql://user:pass@postgresql:5432/db' } },
        'spec.runtime.env.DATABASE_URL',
      ],
      [{ env: { REDIS: 'redis://:pw@redis' } }, 'spec.runtime.env.REDIS'],
    ],
    good: [
      { env: { HOST: 'http://checkout:7013/a@b' } },
      { env: { PEER: 'amqp://rabbitmq:5672' } },
    ],
  },
  'GP-SECRET-002': {
    bad: [
      [{ env: { API_KEY: 'x' } }, 'spec.runtime.env.API_KEY'],
      [{ env: { GITHUB_TOKEN: 'x' } }, 'spec.runtime.env.GITHUB_TOKEN'],
      [{ env: { PASSWORD: 'x' } }, 'spec.runtime.env.PASSWORD'],
      [{ env: { JWT_SECRET: 'x' } }, 'spec.runtime.env.JWT_SECRET'],
    ],
    good: [{ env: { KEYBOARD: 'x', TOKEN_URL: 'https://a', MONKEY: 'x' } }],
  },
  'GP-SECRET-003': {
    bad: [
      [
        { secrets: [{ key: 'a/b', path: 'shop/a' }] },
        'spec.runtime.secrets[0].key',
      ],
      [
        {
          secrets: [
            { key: 'a', path: 'shop/a' },
            { key: 'a', path: 'shop/b' },
          ],
        },
        'spec.runtime.secrets[1].key',
      ],
      [
        { secrets: [{ key: 'a', path: 'hunter2' }] },
        'spec.runtime.secrets[0].path',
      ],
    ],
    good: [{ secrets: [{ key: 'card-key', path: 'shop/checkout/card-key' }] }],
  },
  'GP-ENV-002': {
    bad: [
      [
        {
          dependencies: [{ ref: 'resource:redis' }, { ref: 'component:redis' }],
        },
        'spec.runtime.dependencies[1].env',
      ],
      [
        {
          dependencies: [
            { ref: 'resource:redis' },
            { ref: 'resource:postgresql', env: 'REDIS_URL' },
          ],
        },
        'spec.runtime.dependencies[1].env',
      ],
    ],
    good: [
      {
        dependencies: [
          { ref: 'resource:redis' },
          { ref: 'component:redis', env: 'REDIS_PROXY_URL' },
        ],
      },
      // The same reference twice is another rule's.
      { dependencies: [{ ref: 'resource:redis' }, { ref: 'resource:redis' }] },
    ],
  },
  'GP-ENV-003': {
    bad: [
      [
        {
          env: { REDIS_URL: 'redis://localhost:6379' },
          dependencies: [{ ref: 'resource:redis' }],
        },
        'spec.runtime.env.REDIS_URL',
      ],
      [{ env: { SERVICE_NAME: 'till' } }, 'spec.runtime.env.SERVICE_NAME'],
    ],
    good: [
      {
        env: { REDIS_URL: 'redis://localhost:6379' },
        dependencies: [{ ref: 'resource:redis', env: 'STORE_URL' }],
      },
    ],
  },
});
