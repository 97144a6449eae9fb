/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ANNOTATIONS, serviceLabels } from '../conventions';
import { serviceAnnotations } from '../provenance';
import { Manifest, RenderContext } from '../types';
import { scaleOf } from '../../spec/serviceSpec';

/**
 * The Argo CD Application of a service.
 *
 * `backstage.io/entity-ref` is the proof by which the portal lets an owner sync
 * it. The server-side diff asks the API server what would change, so that
 * defaulted fields are no drift.
 *
 * @internal
 */
export function renderApplication({
  model,
  environment,
  service,
}: RenderContext): Manifest[] {
  const { system } = model;
  const { delivery, namespace } = system.spec;
  return [
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: service.name,
        namespace: delivery.argocdNamespace,
        labels: serviceLabels(service, system),
        annotations: {
          ...serviceAnnotations(service),
          [ANNOTATIONS.argocdCompareOptions]: 'ServerSideDiff=true',
        },
        // Deleting the Application deletes what it deployed.
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
      },
      spec: {
        project: delivery.project,
        source: {
          repoURL: delivery.repository,
          targetRevision: delivery.targetRevision,
          path: `services/${service.name}`,
        },
        destination: { server: environment.cluster.server, namespace },
        syncPolicy: {
          automated: {
            prune: environment.sync.prune,
            selfHeal: environment.sync.selfHeal,
          },
          syncOptions: [
            'ServerSideApply=true',
            'RespectIgnoreDifferences=true',
            'FailOnSharedResource=true',
            'PruneLast=true',
          ],
          // Argo CD's own five retries hide a refused manifest for minutes.
          retry: {
            limit: 1,
            backoff: { duration: '5s', factor: 2, maxDuration: '30s' },
          },
        },
        ...(scaleOf(service.spec).type === 'autoscaled' && {
          // The autoscaler owns the number of replicas.
          ignoreDifferences: [
            {
              group: 'apps',
              kind: 'Deployment',
              name: service.name,
              jsonPointers: ['/spec/replicas'],
            },
          ],
        }),
      },
    },
  ];
}
