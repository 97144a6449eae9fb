/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { z } from 'zod';
import { cpuField, durationField, memoryField } from './fields';
import { RUNTIME_API_VERSION } from './serviceSpec';

const quotaSchema = z.strictObject({
  pods: z.int().meta({ description: 'Pods of the namespace.', minimum: 1 }),
  cpu: z
    .strictObject({
      requests: cpuField('Sum of all CPU requests.'),
      limits: cpuField('Sum of all CPU limits.'),
    })
    .meta({ description: 'Processor time of all pods.' }),
  memory: z
    .strictObject({
      requests: memoryField('Sum of all memory requests.'),
      limits: memoryField('Sum of all memory limits.'),
    })
    .meta({ description: 'Memory of all pods.' }),
});

const environmentSchema = z.strictObject({
  name: z.string().meta({
    description: 'Name, as dev or prod.',
    pattern: '^[a-z][a-z0-9-]*$',
  }),
  production: z.boolean().default(false).meta({
    description:
      'Whether users depend on it: images need digests, and Argo CD deletes nothing with an Application.',
  }),
  branch: z.string().default('main').meta({
    description:
      "Branch of the services' sources from which CI releases to it.",
  }),
  cluster: z
    .strictObject({
      name: z
        .string()
        .meta({ description: 'Name of the cluster in the portal.' }),
      server: z.string().default('https://kubernetes.default.svc').meta({
        description: 'Address of the cluster as Argo CD knows it.',
      }),
    })
    .meta({ description: 'Where it runs.' }),
  hosts: z.array(z.string()).optional().meta({
    description: "Public host names. Default: the gateway's.",
  }),
  repository: z.string().optional().meta({
    description: "Git repository with its manifests. Default: delivery's.",
  }),
  minReadySeconds: z.int().default(10).meta({
    description: 'Time that a new pod must stay ready before the next one.',
  }),
  quota: quotaSchema.optional().meta({
    description: 'Most that all services together may use. Default: no limit.',
  }),
  sync: z
    .strictObject({
      prune: z
        .boolean()
        .default(true)
        .meta({ description: 'Whether what left Git leaves the cluster.' }),
      selfHeal: z
        .boolean()
        .default(false)
        .meta({ description: 'Whether changes in the cluster are undone.' }),
    })
    .prefault({})
    .meta({ description: 'What Argo CD does by itself.' }),
});

const meshSchema = z.strictObject({
  injection: z
    .boolean()
    .default(true)
    .meta({ description: "Whether pods get the mesh's proxy." }),
  revision: z
    .string()
    .optional()
    .meta({
      description: "Istio's revision tag. Default: the cluster's default one.",
      examples: ['stable'],
    }),
  trustDomain: z
    .string()
    .default('cluster.local')
    .meta({ description: 'Trust domain of identities in the mesh.' }),
  systemNamespace: z
    .string()
    .default('istio-system')
    .meta({ description: 'Namespace of istiod.' }),
  egress: z.enum(['any', 'declared']).default('any').meta({
    description:
      '`declared`: the proxy answers 502 to a call that no dependency declares. Switch it on after a week of watching.',
  }),
  tracingPercent: z.number().default(1).meta({
    description:
      'Share of the requests that are traced; tier 1 gets ten times it.',
    minimum: 0,
    maximum: 100,
  }),
});

const gatewaySchema = z.strictObject({
  type: z.enum(['istio', 'ingress']).default('istio').meta({
    description:
      "How requests come in: Istio's Gateway or a Kubernetes Ingress.",
  }),
  namespace: z
    .string()
    .default('istio-ingress')
    .meta({ description: "Namespace of the gateway's pods." }),
  serviceAccount: z.string().default('istio-ingressgateway').meta({
    description:
      "ServiceAccount of the gateway's pods; its identity in the mesh.",
  }),
  selector: z
    .record(z.string(), z.string())
    .default({ istio: 'ingressgateway' })
    .meta({ description: "Labels of the gateway's pods." }),
  hosts: z
    .array(z.string())
    .default([])
    .meta({ description: 'Public host names.' }),
  tlsSecret: z.string().default('gateway-tls').meta({
    description: 'Secret with the certificate of the hosts.',
  }),
  ingressClass: z
    .string()
    .default('nginx')
    .meta({ description: 'Of type ingress: its IngressClass.' }),
});

const prometheusSchema = z.strictObject({
  namespace: z
    .string()
    .default('monitoring')
    .meta({ description: 'Namespace of Prometheus and Alertmanager.' }),
  url: z
    .string()
    .optional()
    .meta({
      description:
        'Address of Prometheus in the cluster, for the analysis of Rollouts. Default: the Service that its operator makes.',
      examples: ['http://prometheus.monitoring.svc:9090'],
    }),
  selectorLabels: z
    .record(z.string(), z.string())
    .default({ release: 'prometheus' })
    .meta({
      description:
        "Labels by which Prometheus' operator picks rules and monitors up.",
    }),
  evaluationInterval: durationField(
    'Time between two looks at the rules.',
  ).default('15s'),
  dashboardFolder: z
    .string()
    .default('Services')
    .meta({ description: "Grafana's folder of the dashboards." }),
  mail: z
    .strictObject({
      server: z.string().meta({
        description: 'Mail server, with its port.',
        examples: ['smtp.example.com:587'],
      }),
      from: z.string().meta({
        description: 'Address that mails come from.',
        examples: ['alerts@example.com'],
      }),
      username: z.string().optional().meta({
        description:
          'Account at the server; the password is in a Secret. Default: none is asked for.',
      }),
    })
    .optional()
    .meta({
      description:
        'How warnings are mailed to groups. Without it PagerDuty gets them too, as warnings.',
    }),
  heartbeatUrl: z
    .string()
    .optional()
    .meta({
      description:
        'Address that Alertmanager calls every five minutes or so, while alerts come through. Default: nobody notices when they do not.',
      examples: ['https://heartbeat.example.com/openpolicy-dev'],
    }),
});

const secretStoreSchema = z.strictObject({
  name: z
    .string()
    .default('openpolicy')
    .meta({ description: 'Name of the SecretStore of External Secrets.' }),
  kind: z
    .enum(['SecretStore', 'ClusterSecretStore'])
    .default('ClusterSecretStore')
    .meta({ description: 'Its kind.' }),
  refreshInterval: z
    .string()
    .default('1h')
    .meta({ description: 'Time between two looks at the store.' }),
});

/**
 * The schema of `spec.platform` on a System: what the platform decides once for
 * all its services.
 *
 * @public
 */
export const platformSpecSchema = z.strictObject({
  apiVersion: z
    .literal(RUNTIME_API_VERSION)
    .meta({ description: 'Version of this schema.' }),
  namespace: z
    .string()
    .meta({ description: 'Kubernetes namespace of all services.' }),
  portPool: z
    .strictObject({
      from: z.int().meta({ description: 'First port.' }),
      to: z.int().meta({ description: 'Last port.' }),
    })
    .meta({ description: 'Ports that services may have.' }),
  registry: z.string().meta({
    description: 'Registry and path under which the images of services lie.',
    examples: ['registry.example.com/openpolicy'],
  }),
  env: z
    .record(z.string(), z.string())
    .default({})
    .meta({ description: 'Variables that every service gets.' }),
  mesh: meshSchema.prefault({}).meta({ description: 'The service mesh.' }),
  gateway: gatewaySchema
    .prefault({})
    .meta({ description: 'Where requests come in.' }),
  prometheus: prometheusSchema
    .prefault({})
    .meta({ description: 'Monitoring.' }),
  telemetry: z
    .strictObject({
      namespace: z
        .string()
        .meta({ description: 'Namespace of the collector.' }),
      port: z
        .int()
        .default(4317)
        .meta({ description: "The collector's OTLP port." }),
    })
    .optional()
    .meta({
      description: 'OpenTelemetry collector that services may send to.',
    }),
  secrets: secretStoreSchema
    .prefault({})
    .meta({ description: 'The secret store.' }),
  links: z
    .strictObject({
      runbook: z.string().meta({
        description: 'Address of a runbook; `{name}` stands for the service.',
      }),
      dashboard: z.string().meta({
        description: 'Address of a dashboard; `{name}` stands for the service.',
      }),
      entity: z
        .string()
        .optional()
        .meta({
          description:
            'Address of a page of the portal; `{name}` stands for the service.',
          examples: [
            'https://portal.example.com/catalog/default/component/{name}',
          ],
        }),
      application: z
        .string()
        .optional()
        .meta({
          description:
            'Address of an Application in Argo CD; `{name}` stands for the service.',
          examples: ['https://argocd.example.com/applications/{name}'],
        }),
    })
    .meta({ description: 'Addresses that alerts carry.' }),
  delivery: z
    .strictObject({
      repository: z.string().meta({
        description: 'Git repository that holds one environment at its root.',
      }),
      targetRevision: z
        .string()
        .default('main')
        .meta({ description: 'Branch that Argo CD deploys.' }),
      project: z.string().meta({ description: "Argo CD's project." }),
      argocdNamespace: z
        .string()
        .default('argocd')
        .meta({ description: 'Namespace of Argo CD.' }),
      sourceRepository: z.string().default('openpolicy/platform').meta({
        description:
          "Repository of the services' sources on GitHub, one folder a service below services/.",
      }),
    })
    .meta({ description: 'How manifests get into clusters.' }),
  environments: z
    .array(environmentSchema)
    .min(1)
    .meta({ description: 'Environments, the first is where work begins.' }),
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
  scheme: z.string().meta({ description: 'Scheme of its URL.' }),
  host: z.string().meta({
    description:
      'Its Service in the namespace, or the full name of a host outside the cluster.',
  }),
  port: z.int().meta({ description: 'Its port.' }),
});

/** @public */
export type ResourceEndpoint = z.infer<typeof resourceEndpointSchema>;
