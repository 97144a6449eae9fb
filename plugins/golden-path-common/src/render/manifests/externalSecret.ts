/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { secretName, serviceLabels } from '../conventions';
import { Manifest, RenderContext } from '../types';
import { serviceMetadata } from './metadata';

/**
 * Copies the service's values from the secret store into a Secret, or nothing
 * where it has none. Fields that the operator's CRD fills in are written out: else
 * the object differs from Git for ever under a client-side diff.
 *
 * @internal
 */
export function renderExternalSecret(context: RenderContext): Manifest[] {
  const { model, service } = context;
  const { secrets: store } = model.system.spec;
  if (service.spec.secrets.length === 0) {
    return [];
  }
  const name = secretName(service.name);
  return [
    {
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: serviceMetadata(context, name),
      spec: {
        refreshPolicy: 'Periodic',
        refreshInterval: store.refreshInterval,
        secretStoreRef: { kind: store.kind, name: store.name },
        target: {
          name,
          creationPolicy: 'Owner',
          // A store that is empty for a moment must not take the files from pods.
          deletionPolicy: 'Retain',
          template: {
            engineVersion: 'v2',
            mergePolicy: 'Replace',
            type: 'Opaque',
            // Without a template of its own, the Secret gets all annotations of
            // this object, Argo CD's tracking id and our provenance too.
            metadata: {
              labels: serviceLabels(service, model.system),
              annotations: {},
            },
          },
        },
        data: service.spec.secrets.map(({ key, path }) => ({
          secretKey: key,
          remoteRef: {
            key: path,
            conversionStrategy: 'Default',
            decodingStrategy: 'None',
            metadataPolicy: 'None',
          },
        })),
      },
    },
  ];
}
