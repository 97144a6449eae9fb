/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { deepPartial } from './deepPartial';
import {
  resourcesSchema,
  scaleSchema,
  workloadSchema,
} from './sections/capacity';
import {
  dependencySchema,
  healthSchema,
  metricsSchema,
  servicePortSchema,
} from './sections/endpoints';
import { imageSchema } from './sections/image';
import {
  alertsSchema,
  businessMetricSchema,
  sloSchema,
} from './sections/monitoring';
import { rolloutSchema } from './sections/rollout';
import {
  patchSchema,
  rbacRuleSchema,
  secretSchema,
  securitySchema,
  waiverSchema,
} from './sections/security';
import { trafficSchema } from './sections/traffic';

/**
 * The one apiVersion of `spec.runtime` and `spec.platform`.
 *
 * @public
 */
export const RUNTIME_API_VERSION = 'runtime.openpolicy.io/v1';

/** What an environment may say otherwise. */
const overridableFields = {
  image: imageSchema.meta({ description: 'What runs.' }),
  metrics: metricsSchema
    .prefault({})
    .meta({ description: 'Where Prometheus reads metrics.' }),
  health: healthSchema
    .prefault({})
    .meta({ description: 'What the kubelet asks.' }),
  workload: workloadSchema
    .prefault({})
    .meta({ description: 'What kind of workload it is.' }),
  scale: scaleSchema.optional().meta({
    description: 'Autoscaling (the default); `replicas` switches it off.',
  }),
  replicas: z.int().optional().meta({
    description: 'A fixed number of pods, without autoscaler.',
    minimum: 1,
  }),
  resources: resourcesSchema.meta({
    description: 'What a container asks for and what it may use.',
  }),
  env: z
    .record(z.string(), z.string())
    .default({})
    .meta({
      description: 'Variables, in UPPER_SNAKE_CASE. No secrets.',
      propertyNames: { pattern: '^[A-Z][A-Z0-9_]*$' },
    }),
  secrets: z
    .array(secretSchema)
    .default([])
    .meta({ description: 'Values of the secret store, mounted as files.' }),
  traffic: trafficSchema
    .prefault({})
    .meta({ description: 'How the mesh carries requests to it.' }),
  rollout: rolloutSchema
    .prefault({})
    .meta({ description: 'How a new release replaces the old one.' }),
  slo: sloSchema.prefault({}).meta({ description: 'What users may expect.' }),
  alerts: alertsSchema
    .prefault({})
    .meta({ description: 'The eight alerts, and what is different here.' }),
  security: securitySchema.prefault({}).meta({
    description: 'What the process may do on its node and in the network.',
  }),
};

/**
 * The schema of `spec.runtime` on a Component: what a developer says about a
 * service. Identity (name, owner, system, lifecycle) stays on the entity itself,
 * so that it is said once.
 *
 * @public
 */
export const serviceSpecSchema = z.strictObject({
  apiVersion: z
    .literal(RUNTIME_API_VERSION)
    .meta({ description: 'Version of this schema.' }),
  tier: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .default(2)
    .meta({ description: '1 is what the platform cannot do without.' }),
  language: z
    .enum(['go', 'node', 'python', 'java', 'other'])
    .optional()
    .meta({ description: 'Tells the runtime how much memory it has.' }),
  ports: z
    .array(servicePortSchema)
    .default([])
    .meta({ description: 'Ports that it answers on; a job has none.' }),
  dependencies: z
    .array(dependencySchema)
    .default([])
    .meta({ description: 'What it calls; all other calls are refused.' }),
  ...overridableFields,
  business: z.array(businessMetricSchema).default([]).meta({
    description: 'Numbers that say whether it does its job.',
  }),
  rbac: z.array(rbacRuleSchema).default([]).meta({
    description: 'What it may do at the Kubernetes API. Default: nothing.',
  }),
  environments: z
    .record(z.string(), deepPartial(z.strictObject(overridableFields)))
    .default({})
    .meta({
      description:
        'What is different in an environment: objects are merged, lists replaced.',
    }),
  patches: z.array(patchSchema).default([]).meta({
    description: 'Changes of rendered objects that the spec has no field for.',
  }),
  waivers: z
    .array(waiverSchema)
    .default([])
    .meta({ description: 'Permissions to break a rule for a time.' }),
});

/**
 * `spec.runtime` with every default filled in.
 *
 * @public
 */
export type ServiceSpec = z.infer<typeof serviceSpecSchema>;

/**
 * `spec.runtime` as a person writes it, before defaults.
 *
 * @public
 */
export type ServiceSpecInput = z.input<typeof serviceSpecSchema>;

/** @public */
export type ServicePort = ServiceSpec['ports'][number];

/** @public */
export type ServiceDependency = ServiceSpec['dependencies'][number];

/** @public */
export type AutoscalingSpec = z.infer<typeof scaleSchema>;

/** @public */
export type BusinessMetric = ServiceSpec['business'][number];

/** @public */
export type SpecPatch = ServiceSpec['patches'][number];

/**
 * A permission to break one rule for a time, with the reason.
 *
 * @public
 */
export type Waiver = ServiceSpec['waivers'][number];

/**
 * How many pods a service has: a fixed number, or a range for an autoscaler.
 *
 * @public
 */
export type ServiceScale =
  | { type: 'fixed'; replicas: number }
  | ({ type: 'autoscaled' } & AutoscalingSpec);

/**
 * Resolves `replicas` against `scale`; a spec with neither is autoscaled with
 * the defaults.
 *
 * @public
 */
export function scaleOf(spec: ServiceSpec): ServiceScale {
  if (spec.replicas !== undefined) {
    return { type: 'fixed', replicas: spec.replicas };
  }
  return { type: 'autoscaled', ...(spec.scale ?? scaleSchema.parse({})) };
}

/**
 * Whether the workload answers requests. A CronJob or Job does not, and so has
 * no Service, no scale and no traffic.
 *
 * @public
 */
export function isServing(spec: ServiceSpec): boolean {
  return (
    spec.workload.kind === 'deployment' || spec.workload.kind === 'statefulset'
  );
}

/** Share of successful requests by tier, in percent. */
const AVAILABILITY_BY_TIER = { 1: 99.95, 2: 99.9, 3: 99.5 } as const;

/**
 * The availability that a service promises, in percent.
 *
 * @public
 */
export function availabilityOf(spec: ServiceSpec): number {
  return spec.slo.availability ?? AVAILABILITY_BY_TIER[spec.tier];
}
