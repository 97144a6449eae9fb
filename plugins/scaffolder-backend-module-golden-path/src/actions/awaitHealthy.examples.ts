/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Waits until a delivered service is healthy.',
    example: yaml.stringify({
      steps: [
        {
          id: 'awaitHealthy',
          action: 'goldenPath:awaitHealthy',
          name: 'Follow the rollout',
          input: {
            entityRef: 'component:default/coupon-service',
            environment: 'stage',
            revision: '4f1c2a9be07d5a3366c1f0f3b1d2c3a4e5f60718',
          },
        },
      ],
    }),
  },
  {
    description: 'Gives a large service more time.',
    example: yaml.stringify({
      steps: [
        {
          id: 'awaitHealthy',
          action: 'goldenPath:awaitHealthy',
          name: 'Follow the rollout',
          input: { entityRef: 'search-service', timeoutMinutes: 25 },
        },
      ],
    }),
  },
];
