/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { durationField, pathField, portField } from '../fields';

/** One port that a service answers on. */
export const servicePortSchema = z.strictObject({
  name: z.string().default('http').meta({
    description:
      '`http`, `grpc`, `tcp` or `udp`, with a suffix if needed: the mesh reads the protocol from it.',
    pattern: '^(http|grpc|tcp|udp)(-[a-z0-9]+)*$',
    maxLength: 15,
  }),
  port: portField("Port of the service, from the System's port pool."),
  targetPort: portField('Port in the pod. Default: the same.').optional(),
  protocol: z
    .enum(['TCP', 'UDP'])
    .default('TCP')
    .meta({ description: 'Transport protocol.' }),
  appProtocol: z
    .string()
    .optional()
    .meta({ description: 'Protocol for the mesh. Default: by the name.' }),
  expose: z.enum(['none', 'mesh', 'gateway']).default('mesh').meta({
    description:
      "Who may call: nobody but the pod itself, the services that declare a dependency, or the platform's gateway too.",
  }),
  api: z
    .string()
    .optional()
    .meta({ description: 'Reference to the API entity served on this port.' }),
});

/** Where Prometheus reads metrics. */
export const metricsSchema = z.strictObject({
  port: portField('A port of its own, never a port of the mesh.').default(9090),
  path: pathField('Path of the metrics page.').default('/metrics'),
  interval: durationField('Scrape interval.').default('15s'),
});

/** What the kubelet asks. */
export const healthSchema = z.strictObject({
  startup: pathField('Startup probe. Default: the liveness path.').optional(),
  liveness: pathField('Answers without asking a dependency.').default(
    '/healthz',
  ),
  readiness: pathField('May ask dependencies.').default('/readyz'),
  port: z
    .string()
    .optional()
    .meta({ description: 'Name of a port. Default: the first.' }),
  startupSeconds: z.int().default(120).meta({
    description: 'Time that the process has to start, in seconds.',
    minimum: 2,
    maximum: 3600,
  }),
});

/** Another entity that the service calls. */
export const dependencySchema = z.strictObject({
  ref: z.string().meta({
    description: 'Entity reference of a component, resource or API.',
    examples: ['component:default/auth-service'],
  }),
  port: z.int().optional().meta({
    description: "Default: the dependency's first port that others may call.",
    minimum: 1,
    maximum: 65535,
  }),
  env: z.string().optional().meta({
    description:
      'Variable that holds its URL. Default: its name in capitals, with _URL.',
  }),
  timeout: durationField('Time after which a call is given up.').optional(),
  critical: z
    .boolean()
    .default(true)
    .meta({ description: 'Whether the service fails without it.' }),
});
