/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Writes the files of a new service that have a value in them.',
    example: yaml.stringify({
      steps: [
        {
          id: 'render',
          action: 'goldenPath:renderRepository',
          name: 'Write what is particular to the service',
          input: {
            draft: {
              name: 'coupon-service',
              title: 'Coupon Service',
              description: 'Checks and redeems coupons.',
              owner: 'group:default/shop-team',
              system: 'system:default/shop',
              language: 'node',
              port: 7042,
            },
          },
        },
      ],
    }),
  },
  {
    description: 'Writes them into another folder, for an environment.',
    example: yaml.stringify({
      steps: [
        {
          id: 'render',
          action: 'goldenPath:renderRepository',
          name: 'Write what is particular to the service',
          input: {
            draft: {
              name: 'coupon-service',
              owner: 'group:default/shop-team',
              system: 'system:default/shop',
              language: 'go',
              port: 7042,
            },
            environment: 'stage',
            targetPath: 'sources',
          },
        },
      ],
    }),
  },
];
