/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      "Brings a service to today's golden path: its repository, then its manifests on stage.",
    example: yaml.stringify({
      steps: [
        {
          id: 'upgrade',
          action: 'goldenPath:upgradeService',
          name: 'Upgrade its repository',
          input: {
            entityRef: 'component:default/coupons',
            environment: 'stage',
          },
        },
        {
          id: 'deliver',
          action: 'goldenPath:deliver',
          name: 'Upgrade its manifests',
          input: {
            entity: '${{ steps.upgrade.output.entity }}',
            environment: 'stage',
            mode: 'upgrade',
          },
        },
      ],
    }),
  },
];
