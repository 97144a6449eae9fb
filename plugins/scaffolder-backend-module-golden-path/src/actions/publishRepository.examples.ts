/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Makes the repository of a new service.',
    example: yaml.stringify({
      steps: [
        {
          id: 'publish',
          action: 'goldenPath:publishRepository',
          name: 'Make the repository',
          input: {
            name: 'coupon-service',
            description: 'Checks and redeems coupons.',
            sourcePath: 'repository',
          },
        },
      ],
    }),
  },
];
