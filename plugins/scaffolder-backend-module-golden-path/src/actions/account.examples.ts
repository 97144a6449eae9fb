/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Says what exists after a step has failed.',
    example: yaml.stringify({
      steps: [
        {
          id: 'account',
          action: 'goldenPath:account',
          name: 'Say what exists',
          if: '${{ failure() }}',
          input: {
            draft: { name: 'coupon-service', system: 'system:default/shop' },
            environment: 'stage',
            repositoryUrl: 'https://git.example.com/shop/coupon-service.git',
          },
        },
      ],
    }),
  },
  {
    description: 'Knows the service by its name alone.',
    example: yaml.stringify({
      steps: [
        {
          id: 'account',
          action: 'goldenPath:account',
          name: 'Say what exists',
          if: '${{ failure() }}',
          input: { name: 'coupon-service' },
        },
      ],
    }),
  },
];
