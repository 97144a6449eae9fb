/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { RUNTIME_API_VERSION } from './serviceSpec';

const environmentSchema = z.strictObject({
  name: z.string().meta({ pattern: '^[a-z][a-z0-9-]*$' }),
  cluster: z.strictObject({
    name: z
      .string()
      .meta({ description: 'Name of the cluster in the portal.' }),
    server: z.string().default('https://kubernetes.default.svc').meta({
      description: 'Address of the cluster as Argo CD knows it.',
    }),
  }),
  minReadySeconds: z.int().default(10).meta({
    description: 'Time that a new pod must stay ready before the next one.',
  }),
  sync: z
    .strictObject({
      prune: z.boolean().default(true),
      selfHeal: z.boolean().default(false),
    })
    .prefault({}),
});

/**
 * The schema of `spec.platform` on a System: what the platform decides once for
 * all its services.
 *
 * @public
 */
export const platformSpecSchema = z.strictObject({
  apiVersion: z.literal(RUNTIME_API_VERSION),
  namespace: z.string(),
  portPool: z.strictObject({ from: z.int(), to: z.int() }),
  registry: z.string().meta({
    description: 'Registry and path under which the images of services lie.',
    examples: ['registry.example.com/openpolicy'],
  }),
  env: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'Variables that every service gets.' }),
  mesh: z
    .strictObject({
      injection: z.boolean().default(true),
      trustDomain: z.string().default('cluster.local'),
    })
    .prefault({}),
  gateway: z
    .strictObject({
      namespace: z.string().default('istio-ingress'),
      hosts: z.array(z.string()).default([]),
    })
    .prefault({}),
  prometheus: z
    .strictObject({
      selectorLabels: z
        .record(z.string(), z.string())
        .default({ release: 'prometheus' })
        .meta({
          description: "Labels by which Prometheus' operator picks rules up.",
        }),
      evaluationInterval: z.string().default('15s'),
    })
    .prefault({}),
  links: z.strictObject({
    runbook: z.string().meta({
      description: 'Address of a runbook; `{name}` stands for the service.',
    }),
    dashboard: z.string().meta({
      description: 'Address of a dashboard; `{name}` stands for the service.',
    }),
  }),
  delivery: z.strictObject({
    repository: z.string().meta({
      description: 'Git repository that holds one environment at its root.',
    }),
    targetRevision: z.string().default('main'),
    project: z.string(),
    argocdNamespace: z.string().default('argocd'),
  }),
  environments: z.array(environmentSchema).min(1),
});

/**
 * `spec.platform` with every default filled in.
 *
 * @public
 */
export type PlatformSpec = z.infer<typeof platformSpecSchema>;

/**
 * One environment of the platform, such as dev.
 *
 * @public
 */
export type EnvironmentSpec = PlatformSpec['environments'][number];

/**
 * Where a Resource (a database, a queue) answers: `spec.endpoint` of a Resource
 * entity. It never holds credentials.
 *
 * @public
 */
export const resourceEndpointSchema = z.strictObject({
  scheme: z.string(),
  host: z.string(),
  port: z.int(),
});

/** @public */
export type ResourceEndpoint = z.infer<typeof resourceEndpointSchema>;
