/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Takes the port that somebody chose.',
    example: yaml.stringify({
      steps: [
        {
          id: 'port',
          action: 'goldenPath:reservePort',
          name: 'Reserve the port',
          input: {
            draft: {
              name: 'coupon-service',
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
    description: 'Takes the next free port.',
    example: yaml.stringify({
      steps: [
        {
          id: 'port',
          action: 'goldenPath:reservePort',
          name: 'Reserve a port',
          input: {
            draft: {
              name: 'coupon-service',
              owner: 'group:default/shop-team',
              system: 'system:default/shop',
              language: 'node',
            },
          },
        },
      ],
    }),
  },
];
