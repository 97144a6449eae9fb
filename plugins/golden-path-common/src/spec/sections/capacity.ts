/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { cpuField, memoryField } from '../fields';

/** How the autoscaler chooses the number of pods. */
export const scaleSchema = z.strictObject({
  min: z.int().default(2).meta({ description: 'Fewest pods.', minimum: 1 }),
  max: z.int().default(5).meta({ description: 'Most pods.', minimum: 1 }),
  cpu: z.int().default(70).meta({
    description: 'Target, in percent of the CPU request.',
    minimum: 10,
    maximum: 95,
  }),
  memory: z.int().optional().meta({
    description:
      'Target, in percent of the memory request. Default: memory does not scale.',
    minimum: 10,
    maximum: 95,
  }),
  behavior: z.enum(['steady', 'spiky']).default('steady').meta({
    description:
      '`steady` doubles in half a minute at most, `spiky` trebles in 15 seconds and shrinks more slowly.',
  }),
});

/** What a container asks for and what it may use. */
export const resourcesSchema = z.strictObject({
  cpu: z
    .strictObject({
      request: cpuField('CPU that is set aside.').default('250m'),
      limit: cpuField('CPU at which the container is throttled.').default(
        '500m',
      ),
    })
    .prefault({})
    .meta({ description: 'Processor time.' }),
  memory: z
    .strictObject({
      request: memoryField('Memory that is set aside.'),
      limit: memoryField('Memory at which the container is killed.'),
    })
    .meta({ description: 'Memory; the limit is at most twice the request.' }),
  ephemeral: z
    .strictObject({
      request: memoryField('Scratch disk that is set aside.').default('128Mi'),
      limit: memoryField('Scratch disk at which the pod is evicted.').default(
        '512Mi',
      ),
    })
    .prefault({})
    .meta({ description: 'Scratch disk, for writable paths and logs.' }),
});

/**
 * The kind of workload. A Deployment and a StatefulSet serve; a CronJob and a Job
 * run to their end and have neither ports nor a scale.
 */
export const workloadSchema = z.strictObject({
  kind: z
    .enum(['deployment', 'statefulset', 'cronjob', 'job'])
    .default('deployment')
    .meta({ description: 'Kubernetes kind that runs the pods.' }),
  schedule: z
    .string()
    .optional()
    .meta({
      description: 'Of a cronjob: when it runs, as five cron fields.',
      examples: ['15 3 * * *'],
    }),
  timeZone: z
    .string()
    .default('Etc/UTC')
    .meta({
      description: 'Of a cronjob: time zone of the schedule.',
      examples: ['Europe/Berlin'],
    }),
  concurrency: z
    .enum(['Allow', 'Forbid', 'Replace'])
    .default('Forbid')
    .meta({ description: 'Of a cronjob: what happens if a run is still on.' }),
  deadlineSeconds: z.int().default(3600).meta({
    description: 'Of a cronjob or job: time after which a run is ended.',
    minimum: 1,
    maximum: 604800,
  }),
  backoffLimit: z.int().default(3).meta({
    description: 'Of a cronjob or job: how often a failed run is tried again.',
    minimum: 0,
    maximum: 10,
  }),
  command: z
    .array(z.string())
    .default([])
    .meta({ description: "Command. Default: the image's entry point." }),
  args: z
    .array(z.string())
    .default([])
    .meta({ description: 'Arguments of the command.' }),
  storage: z
    .strictObject({
      size: memoryField('Size of the volume of each pod.'),
      path: z
        .string()
        .default('/data')
        .meta({ description: 'Where the volume is mounted.', pattern: '^/' }),
      className: z.string().optional().meta({
        description: "StorageClass. Default: the cluster's.",
      }),
    })
    .optional()
    .meta({
      description: 'Of a statefulset: a volume a pod, kept over restarts.',
    }),
});
