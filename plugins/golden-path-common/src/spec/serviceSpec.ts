/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';

/**
 * The one apiVersion of `spec.runtime` and `spec.platform`.
 *
 * @public
 */
export const RUNTIME_API_VERSION = 'runtime.openpolicy.io/v1';

/*
 * The schema says what shape a value has; the rules (../rules) say what it must
 * mean. A port of 80 is a well-shaped spec that breaks GP-PORT-001: that way one
 * bad value hides no other finding, and each keeps its stable id. `meta` carries
 * the ranges of the rules to the editors' JSON schema.
 */

const durationField = (description: string) =>
  z
    .string()
    .meta({ description, pattern: '^[0-9]+(ms|s|m|h|d)$', examples: ['30s'] });

const portField = (description: string) =>
  z.int().meta({ description, minimum: 1024, maximum: 65535 });

const pathField = (description: string) =>
  z.string().meta({ description, pattern: '^/' });

const cpuField = (description: string) =>
  z.string().meta({ description, examples: ['250m', '1'] });

const memoryField = (description: string) =>
  z
    .string()
    .meta({ description, pattern: '^[0-9.]+(Ki|Mi|Gi)$', examples: ['512Mi'] });

const imageSchema = z.strictObject({
  repository: z.string().optional().meta({
    description:
      "Image without tag. Default: the System's registry and the service's name.",
  }),
  tag: z.string().meta({ description: 'Release tag; `latest` is refused.' }),
  digest: z.string().optional().meta({
    description: 'Content digest of the release.',
    pattern: '^sha256:[0-9a-f]{64}$',
  }),
});

const servicePortSchema = z.strictObject({
  name: z
    .string()
    .default('http')
    .meta({ description: '`http`, `grpc` or `tcp`, with a suffix if needed.' }),
  port: portField("Port of the service, from the System's port pool."),
  targetPort: portField('Port in the pod. Default: the same.').optional(),
  protocol: z.enum(['TCP', 'UDP']).default('TCP'),
  appProtocol: z
    .string()
    .optional()
    .meta({ description: 'Protocol for the mesh. Default: by the name.' }),
  expose: z.enum(['none', 'mesh', 'gateway']).default('mesh'),
  api: z
    .string()
    .optional()
    .meta({ description: 'Reference to the API entity served on this port.' }),
});

const metricsSchema = z.strictObject({
  port: portField('A port of its own, never a port of the mesh.').default(9090),
  path: pathField('Path of the metrics page.').default('/metrics'),
  interval: durationField('Scrape interval.').default('15s'),
});

const healthSchema = z.strictObject({
  startup: pathField('Default: the liveness path.').optional(),
  liveness: pathField('Answers without asking a dependency.').default(
    '/healthz',
  ),
  readiness: pathField('May ask dependencies.').default('/readyz'),
  port: z
    .string()
    .optional()
    .meta({ description: 'Name of a port. Default: the first.' }),
  startupSeconds: z.int().default(120).meta({ minimum: 2 }),
});

const scaleSchema = z.strictObject({
  min: z.int().default(2).meta({ minimum: 1 }),
  max: z.int().default(5).meta({ minimum: 1 }),
  cpu: z
    .int()
    .default(70)
    .meta({ description: 'Target, in percent of the CPU request.' }),
  memory: z
    .int()
    .optional()
    .meta({ description: 'Target, in percent of the memory request.' }),
  behavior: z.enum(['steady', 'spiky']).default('steady'),
});

const resourcesSchema = z.strictObject({
  cpu: z
    .strictObject({
      request: cpuField('CPU that is set aside.').default('250m'),
      limit: cpuField('CPU at which the container is throttled.').default(
        '500m',
      ),
    })
    .prefault({}),
  memory: z.strictObject({
    request: memoryField('Memory that is set aside.'),
    limit: memoryField('Memory at which the container is killed.'),
  }),
  ephemeral: z
    .strictObject({
      request: memoryField('Scratch disk that is set aside.').default('128Mi'),
      limit: memoryField('Scratch disk at which the pod is evicted.').default(
        '512Mi',
      ),
    })
    .prefault({}),
});

const secretSchema = z.strictObject({
  key: z
    .string()
    .meta({ description: 'Name of the file that the container reads.' }),
  path: z.string().meta({
    description: 'Path of the value in the secret store; never the value.',
  }),
});

const dependencySchema = z.strictObject({
  ref: z.string().meta({
    description: 'Entity reference of a component, resource or API.',
    examples: ['component:default/auth-service'],
  }),
  port: portField("Default: the dependency's first port.").optional(),
  env: z
    .string()
    .optional()
    .meta({ description: 'Variable that holds its URL. Default: <NAME>_URL.' }),
  timeout: durationField('Time after which a call is given up.').optional(),
  critical: z.boolean().default(true),
});

const forLevel = z.strictObject({ for: durationField('').optional() });
const thresholdLevel = z.strictObject({
  threshold: z.number().optional(),
  for: durationField('').optional(),
});
const thresholdLevels = z
  .strictObject({
    critical: thresholdLevel.prefault({}),
    warning: thresholdLevel.prefault({}),
  })
  .prefault({});

const alertsSchema = z.strictObject({
  preset: z.enum(['standard']).default('standard'),
  overrides: z
    .strictObject({
      down: z
        .strictObject({
          critical: forLevel.prefault({}),
          warning: forLevel.prefault({}),
        })
        .prefault({}),
      errors: thresholdLevels.meta({ description: 'Ratio, 0 to 1.' }),
      latency: thresholdLevels.meta({ description: 'p95 in seconds.' }),
      resources: thresholdLevels.meta({ description: 'Ratio of the limit.' }),
    })
    .prefault({}),
});

const rolloutSchema = z.strictObject({
  strategy: z.enum(['rolling']).default('rolling'),
  drainSeconds: z
    .int()
    .default(10)
    .meta({ description: 'Time for callers to learn that a pod is going.' }),
  graceSeconds: z.int().default(45),
});

const securitySchema = z.strictObject({
  runAsUser: z.int().default(10001).meta({ minimum: 10000 }),
  writablePaths: z.array(z.string()).default(['/tmp']),
});

const waiverSchema = z.strictObject({
  rule: z.string().meta({ description: 'Id of the rule, as GP-PORT-006.' }),
  reason: z.string(),
  expires: z.string().meta({
    description: 'Last day on which it holds, YYYY-MM-DD.',
    pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$',
  }),
});

/**
 * The schema of `spec.runtime` on a Component: what a developer says about a
 * service. Identity (name, owner, system, lifecycle) stays on the entity itself,
 * so that it is said once.
 *
 * @public
 */
export const serviceSpecSchema = z.strictObject({
  apiVersion: z.literal(RUNTIME_API_VERSION),
  tier: z
    .union([z.literal(1), z.literal(2), z.literal(3)])
    .default(2)
    .meta({ description: '1 is what the platform cannot do without.' }),
  language: z.enum(['go', 'node', 'python', 'java', 'other']).optional(),
  image: imageSchema,
  ports: z.array(servicePortSchema).min(1),
  metrics: metricsSchema.prefault({}),
  health: healthSchema.prefault({}),
  scale: scaleSchema.optional().meta({
    description: 'Autoscaling (the default); `replicas` switches it off.',
  }),
  replicas: z
    .int()
    .optional()
    .meta({ description: 'A fixed number of pods, without autoscaler.' }),
  resources: resourcesSchema,
  env: z.record(z.string(), z.string()).default({}),
  secrets: z.array(secretSchema).default([]),
  dependencies: z.array(dependencySchema).default([]),
  rollout: rolloutSchema.prefault({}),
  alerts: alertsSchema.prefault({}),
  security: securitySchema.prefault({}),
  waivers: z.array(waiverSchema).default([]),
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
