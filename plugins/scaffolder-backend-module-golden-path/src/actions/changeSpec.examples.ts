/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description: 'Gives a service more pods, and brings them to stage.',
    example: yaml.stringify({
      steps: [
        {
          id: 'change',
          action: 'goldenPath:changeSpec',
          name: 'Change its spec',
          input: {
            entityRef: 'component:default/coupons',
            changes: { scale: { min: 3, max: 7 } },
          },
        },
        {
          id: 'deliver',
          action: 'goldenPath:deliver',
          name: 'Deliver it',
          input: {
            entity: '${{ steps.change.output.entity }}',
            environment: 'stage',
            mode: 'change',
          },
        },
      ],
    }),
  },
];
