/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Proves that Prometheus watches a new service.',
    example: yaml.stringify({
      steps: [
        {
          id: 'verify',
          action: 'goldenPath:verify',
          name: 'Verify metrics and alerts',
          input: {
            entityRef: 'component:default/coupon-service',
            environment: 'stage',
          },
        },
      ],
    }),
  },
];
