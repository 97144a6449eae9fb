/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { EnvironmentSpec } from '../../../spec/platformSpec';
import { LABELS, platformLabels } from '../../conventions';
import { repositoryOf } from '../../manifests/applicationSpec';
import { provenance } from '../../provenance';
import { Manifest, RepositoryContext } from '../../types';

/** Most services of a production environment that are synced at once. */
const PRODUCTION_MAX_UPDATE = '25%';

/*
 * The generator reads the rendered Applications of an environment, so that this
 * way of delivery and the other agree in every option and ignored field. A
 * strategic merge patch, because a template can only hold text.
 */
const TEMPLATE_PATCH = `metadata:
  labels: {{ toJson .metadata.labels }}
  annotations: {{ toJson .metadata.annotations }}
  {{- if hasKey .metadata "finalizers" }}
  finalizers: {{ toJson .metadata.finalizers }}
  {{- end }}
spec:
  syncPolicy: {{ toJson .spec.syncPolicy }}
  {{- if hasKey .spec "ignoreDifferences" }}
  ignoreDifferences: {{ toJson .spec.ignoreDifferences }}
  {{- end }}
`;

/**
 * The ApplicationSet of a platform: for one Argo CD that deploys to the clusters
 * of all environments. It makes an Application of every pair of environment and
 * folder, and rolls a change out from the first environment to the last, in each
 * the platform before the services.
 *
 * It stands in for the Applications below `argocd/` of the environments and must
 * not be applied together with them.
 *
 * @internal
 */
export function applicationSet({ model }: RepositoryContext): Manifest {
  const { system } = model;
  const { delivery, environments } = system.spec;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: {
      name: system.name,
      namespace: delivery.argocdNamespace,
      labels: platformLabels(system),
      annotations: provenance(system.spec, system.source),
    },
    spec: {
      goTemplate: true,
      // A typing error fails the set instead of deploying to an empty name.
      goTemplateOptions: ['missingkey=error'],
      generators: [
        {
          matrix: {
            generators: [
              {
                list: {
                  elements: environments.map(environment => ({
                    environment: environment.name,
                    repository: repositoryOf(system, environment),
                    server: environment.cluster.server,
                  })),
                },
              },
              {
                git: {
                  repoURL: '{{ .repository }}',
                  revision: delivery.targetRevision,
                  files: [{ path: 'argocd/application-*.yaml' }],
                },
              },
            ],
          },
        },
      ],
      strategy: {
        type: 'RollingSync',
        rollingSync: { steps: environments.flatMap(stepsOf) },
      },
      syncPolicy: {
        // Deleting the set leaves production running: only Applications that
        // have the finalizer of their own, as those of other environments, take
        // their objects with them.
        preserveResourcesOnDeletion: environments.some(
          ({ production }) => production,
        ),
      },
      template: {
        metadata: {
          name: '{{ .metadata.name }}-{{ .environment }}',
          labels: { [LABELS.environment]: '{{ .environment }}' },
        },
        spec: {
          // A patch cannot set the project.
          project: '{{ .spec.project }}',
          source: {
            repoURL: '{{ .repository }}',
            targetRevision: delivery.targetRevision,
            path: '{{ .spec.source.path }}',
          },
          destination: {
            server: '{{ .server }}',
            namespace: '{{ .spec.destination.namespace }}',
          },
        },
      },
      templatePatch: TEMPLATE_PATCH,
    },
  };
}

function stepsOf({ name, production }: EnvironmentSpec) {
  const step = (component: string) => ({
    matchExpressions: [
      { key: LABELS.environment, operator: 'In', values: [name] },
      { key: LABELS.component, operator: 'In', values: [component] },
    ],
  });
  return [
    step('platform'),
    {
      ...step('service'),
      ...(production && { maxUpdate: PRODUCTION_MAX_UPDATE }),
    },
  ];
}
