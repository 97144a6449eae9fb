/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Brings a new service to dev.',
    example: yaml.stringify({
      steps: [
        {
          id: 'deliver',
          action: 'goldenPath:deliver',
          name: 'Deliver to dev',
          input: {
            environment: 'dev',
            repositoryUrl: 'https://git.example.com/shop/coupon-service',
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
];
