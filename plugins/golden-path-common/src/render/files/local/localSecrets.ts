/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceDefinition } from '../../../model/types';
import { resolveModel } from '../../../spec/resolveEnvironment';
import { ANNOTATIONS, secretName, serviceLabels } from '../../conventions';
import { Manifest, RepositoryContext } from '../../types';
import {
  LocalResource,
  localResources,
  resourceMetadata,
} from './localResources';
import { placeholderOf } from './placeholders';

/**
 * The Secrets that External Secrets would make, with placeholders for values, by
 * the name of what reads them. `stringData`, so that people see what they replace.
 *
 * @internal
 */
export function localSecrets({
  model,
}: RepositoryContext): Array<{ owner: string; manifest: Manifest }> {
  const { system } = model;
  const [environment] = system.spec.environments;
  const { services } = resolveModel(model, environment.name);
  return [
    ...services
      .filter(({ spec }) => spec.secrets.length > 0)
      .map(service => ({
        owner: service.name,
        manifest: secret(
          {
            name: secretName(service.name),
            namespace: system.spec.namespace,
            labels: serviceLabels(service, system),
            annotations: { [ANNOTATIONS.entityRef]: service.entityRef },
          },
          placeholdersOf(service),
        ),
      })),
    ...localResources(model).map(resource => ({
      owner: resource.host,
      manifest: secret(
        resourceMetadata(resource, system, secretName(resource.host)),
        resource.kind.secret,
      ),
    })),
  ];
}

function placeholdersOf({ spec }: ServiceDefinition): Record<string, string> {
  return Object.fromEntries(
    spec.secrets.map(({ key }) => [key, placeholderOf(key)]),
  );
}

function secret(
  metadata: Manifest['metadata'],
  stringData: LocalResource['kind']['secret'],
): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata,
    type: 'Opaque',
    stringData,
  };
}
