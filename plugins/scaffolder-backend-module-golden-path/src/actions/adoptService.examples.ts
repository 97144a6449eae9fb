/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import yaml from 'yaml';

export const examples: TemplateExample[] = [
  {
    description:
      'Proposes to bring a living service onto the golden path, of what the cluster has.',
    example: yaml.stringify({
      steps: [
        {
          id: 'adopt',
          action: 'goldenPath:adoptService',
          name: 'Propose its spec',
          input: {
            repositoryUrl: 'https://git.example.com/wishes',
            owner: 'group:default/shop-team',
            system: 'system:default/shop',
            description: 'Keeps what people wish for.',
            objects: yaml.stringify({
              apiVersion: 'apps/v1',
              kind: 'Deployment',
              metadata: { name: 'wishes', namespace: 'shop-platform' },
              spec: {
                replicas: 3,
                selector: { matchLabels: { app: 'wishes' } },
                template: {
                  metadata: { labels: { app: 'wishes' } },
                  spec: {
                    containers: [
                      {
                        name: 'app',
                        image: 'registry.example.com/shop/wishes:1.4.0',
                        ports: [{ name: 'http', containerPort: 7043 }],
                        resources: {
                          requests: { cpu: '110m', memory: '130Mi' },
                          limits: { cpu: '450m', memory: '250Mi' },
                        },
                      },
                    ],
                  },
                },
              },
            }),
          },
        },
      ],
    }),
  },
];
