/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Tries every object of a service on the cluster of an environment.',
    example: yaml.stringify({
      steps: [
        {
          id: 'dryRun',
          action: 'goldenPath:dryRun',
          name: 'Try every object on the cluster',
          input: {
            draft: {
              name: 'coupon-service',
              owner: 'group:default/shop-team',
              system: 'system:default/shop',
              language: 'node',
              port: 7042,
            },
            environment: 'stage',
          },
        },
      ],
    }),
  },
];
