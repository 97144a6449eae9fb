/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { exceptionFields } from '../fields';

/** A value of the secret store. */
export const secretSchema = z.strictObject({
  key: z
    .string()
    .meta({ description: 'Name of the file that the container reads.' }),
  path: z.string().meta({
    description: 'Path of the value in the secret store; never the value.',
  }),
});

/** What the process may do on its node and in the network. */
export const securitySchema = z.strictObject({
  runAsUser: z
    .int()
    .default(10001)
    .meta({ description: 'User id of the process.', minimum: 10000 }),
  writablePaths: z
    .array(z.string())
    .default(['/tmp'])
    .meta({ description: 'Paths that may be written; all others are not.' }),
  egressHosts: z
    .array(
      z.strictObject({
        host: z.string().meta({
          description: 'Host name outside the cluster.',
          examples: ['api.example.com'],
        }),
        port: z
          .int()
          .default(443)
          .meta({ description: 'Its port.', minimum: 1, maximum: 65535 }),
        tls: z
          .boolean()
          .default(true)
          .meta({ description: 'Whether the service speaks TLS to it.' }),
      }),
    )
    .default([])
    .meta({ description: 'Hosts outside the cluster that it calls.' }),
});

/** One rule of the service's Role. */
export const rbacRuleSchema = z.strictObject({
  apiGroups: z
    .array(z.string())
    .default([''])
    .meta({ description: 'API groups; an empty text is the core group.' }),
  resources: z.array(z.string()).meta({
    description: 'Resources, in the plural.',
    examples: [['configmaps']],
  }),
  resourceNames: z
    .array(z.string())
    .default([])
    .meta({ description: 'Only these objects.' }),
  verbs: z
    .array(z.string())
    .meta({ description: 'What it may do.', examples: [['get', 'watch']] }),
});

const patchOperationSchema = z.strictObject({
  op: z
    .enum(['add', 'remove', 'replace', 'test', 'copy', 'move'])
    .meta({ description: 'Operation of RFC 6902.' }),
  path: z
    .string()
    .meta({ description: 'JSON pointer in the object.', pattern: '^/' }),
  from: z
    .string()
    .optional()
    .meta({ description: 'JSON pointer of the source, of copy and move.' }),
  value: z
    .unknown()
    .optional()
    .meta({ description: 'Value of add, replace and test.' }),
});

/** A change of a rendered object that the spec has no field for. */
export const patchSchema = z.strictObject({
  kind: z
    .string()
    .meta({ description: 'Kind of the object.', examples: ['Deployment'] }),
  name: z.string().optional().meta({
    description: 'Name of the object. Default: each of the kind.',
  }),
  operations: z
    .array(patchOperationSchema)
    .min(1)
    .meta({ description: 'Operations of RFC 6902, in order.' }),
  ...exceptionFields,
});

/** A permission to break one rule for a time. */
export const waiverSchema = z.strictObject({
  rule: z.string().meta({ description: 'Id of the rule, as GP-PORT-006.' }),
  ...exceptionFields,
});
