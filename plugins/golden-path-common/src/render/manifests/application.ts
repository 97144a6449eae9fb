/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ANNOTATIONS, serviceLabels } from '../conventions';
import { serviceAnnotations } from '../provenance';
import { Manifest, RenderContext } from '../types';
import { applicationSpec, finalizersOf } from './applicationSpec';
import { ignoredDifferences } from './ignoreDifferences';

/**
 * The Argo CD Application of a service.
 *
 * `backstage.io/entity-ref` is the proof by which the portal lets an owner sync
 * it. The server-side diff asks the API server what would change, so that
 * defaulted fields are no drift.
 *
 * @internal
 */
export function renderApplication(context: RenderContext): Manifest[] {
  const { model, environment, service } = context;
  const { system } = model;
  const { delivery } = system.spec;
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
        finalizers: finalizersOf(environment),
      },
      spec: applicationSpec({
        system,
        environment,
        project: delivery.project,
        path: `services/${service.name}`,
        ignoreDifferences: ignoredDifferences(context),
      }),
    },
  ];
}
