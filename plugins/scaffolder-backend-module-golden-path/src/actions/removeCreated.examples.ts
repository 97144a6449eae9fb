/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Removes what a failed run made.',
    example: yaml.stringify({
      steps: [
        {
          id: 'remove',
          action: 'goldenPath:removeCreated',
          name: 'Remove what the run made',
          input: {
            name: 'coupon-service',
            system: 'system:default/shop',
            environment: 'stage',
            task: '2f0d7b1c-5a0e-4c57-9d5e-0f3b6a1c9e11',
          },
        },
      ],
    }),
  },
];
