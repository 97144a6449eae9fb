/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Checks what a form said.',
    example: yaml.stringify({
      steps: [
        {
          id: 'validate',
          action: 'goldenPath:validate',
          name: 'Check the service',
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
];
