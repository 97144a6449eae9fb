/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { durationField } from '../fields';

const holds = (description: string) => durationField(description).optional();

const forLevel = z.strictObject({
  for: holds('How long it must hold before the alert fires.'),
});
const thresholdLevel = z.strictObject({
  threshold: z
    .number()
    .optional()
    .meta({ description: 'The alert fires strictly above it.' }),
  for: holds('How long it must hold before the alert fires.'),
});
const thresholdLevels = z
  .strictObject({
    critical: thresholdLevel
      .prefault({})
      .meta({ description: 'When somebody is woken up.' }),
    warning: thresholdLevel
      .prefault({})
      .meta({ description: 'When somebody should look.' }),
  })
  .prefault({});

/** The eight alerts of the set-up document, and what a service changes. */
export const alertsSchema = z.strictObject({
  preset: z
    .enum(['standard'])
    .default('standard')
    .meta({ description: 'Where thresholds and durations come from.' }),
  overrides: z
    .strictObject({
      down: z
        .strictObject({
          critical: forLevel
            .prefault({})
            .meta({ description: 'When somebody is woken up.' }),
          warning: forLevel
            .prefault({})
            .meta({ description: 'When somebody should look.' }),
        })
        .prefault({})
        .meta({ description: 'No replica is available.' }),
      errors: thresholdLevels.meta({
        description: 'Ratio of failed requests, 0 to 1.',
      }),
      latency: thresholdLevels.meta({
        description: '95th percentile of the response time, in seconds.',
      }),
      resources: thresholdLevels.meta({
        description: 'CPU or memory in use, as a ratio of the limit.',
      }),
    })
    .prefault({})
    .meta({ description: 'What is different from the preset.' }),
});

/** What users may expect, and what the burn-rate alerts guard. */
export const sloSchema = z.strictObject({
  availability: z.number().optional().meta({
    description:
      'Share of requests that succeed, in percent. Default by tier: 99.95, 99.9, 99.5.',
    minimum: 90,
    maximum: 99.99,
  }),
  latency: z
    .strictObject({
      seconds: z.number().default(1).meta({
        description:
          'Time within which a request is answered; an edge of the mesh histogram.',
      }),
      objective: z.number().default(99).meta({
        description: 'Share of requests that keep it, in percent.',
        minimum: 90,
        maximum: 99.99,
      }),
    })
    .prefault({})
    .meta({ description: 'How fast requests are answered.' }),
  windowDays: z.int().default(30).meta({
    description: 'Days over which the error budget is counted.',
    minimum: 7,
    maximum: 90,
  }),
});

/** A number that says whether the service does its job. */
export const businessMetricSchema = z.strictObject({
  name: z.string().meta({
    description: 'Name in snake_case, once a service.',
    pattern: '^[a-z][a-z0-9_]*$',
    examples: ['rows_processed'],
  }),
  title: z.string().meta({ description: 'Name on the dashboard.' }),
  promql: z.string().meta({
    description: 'Query that gives one number; it is recorded under the name.',
    examples: ['sum(rate(etl_rows_total[5m]))'],
  }),
  unit: z
    .string()
    .default('short')
    .meta({
      description: 'Unit as Grafana names it.',
      examples: ['reqps', 'percentunit'],
    }),
  alertAbove: z
    .number()
    .optional()
    .meta({ description: 'Warns strictly above it.' }),
  alertBelow: z
    .number()
    .optional()
    .meta({ description: 'Warns strictly below it, or without any value.' }),
  for: durationField('How long it must hold before the alert fires.').default(
    '15m',
  ),
});
