/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Observation,
  SourceFreshness,
  UnverifiedClaim,
} from '@openpolicy/plugin-service-health-common';
import { CLAIM_ANNOTATIONS, ServiceEntity } from '../catalog/serviceEntity';

/**
 * Lists the claims of an entity that no proven observation confirms.
 *
 * The sentences depend on the entity alone. They are the same whether the claimed object does not exist or belongs to somebody else, so
 * that an annotation cannot be used to find out what exists. While a source has not told what it has, none of its claims is doubted.
 *
 * @internal
 */
export function findUnverifiedClaims(
  entity: ServiceEntity,
  proven: readonly Observation[],
  sources: readonly SourceFreshness[],
): UnverifiedClaim[] {
  return [
    ...(isKnown('kubernetes', sources)
      ? unverifiedWorkloadClaims(entity, proven)
      : []),
    ...(isKnown('argocd', sources)
      ? unverifiedApplicationClaims(entity, proven)
      : []),
  ];
}

/** All instances of the source have told what they have, at least once. */
function isKnown(source: string, sources: readonly SourceFreshness[]): boolean {
  const instances = sources.filter(instance => instance.source === source);
  return (
    instances.length > 0 &&
    instances.every(instance => instance.observedAt !== undefined)
  );
}

function unverifiedWorkloadClaims(
  { claims, entityRef }: ServiceEntity,
  proven: readonly Observation[],
): UnverifiedClaim[] {
  const bound = proven.filter(({ source }) => source === 'kubernetes');
  const idConfirmed = bound.some(
    ({ backReference }) =>
      backReference.entityRef !== undefined ||
      backReference.kubernetesId === claims.kubernetesId,
  );
  const doubtful: [string, string | undefined, boolean][] = [
    [CLAIM_ANNOTATIONS.kubernetesId, claims.kubernetesId, idConfirmed],
    [
      CLAIM_ANNOTATIONS.kubernetesLabelSelector,
      claims.kubernetesLabelSelector,
      bound.length > 0,
    ],
  ];
  return doubtful.flatMap(([annotation, value, confirmed]) =>
    value === undefined || confirmed
      ? []
      : {
          annotation,
          value,
          reason: `The entity claims workloads by '${annotation}: ${value}', and nothing in the clusters that the portal reads confirms that they belong to '${entityRef}'.`,
          nextStep: `Add the annotation 'backstage.io/entity-ref: ${entityRef}' to the workload, or ask the portal's operator to map its namespace to the owner.`,
        },
  );
}

function unverifiedApplicationClaims(
  { claims, entityRef }: ServiceEntity,
  proven: readonly Observation[],
): UnverifiedClaim[] {
  const names = new Set<string>();
  for (const observation of proven) {
    if (observation.kind === 'application') {
      names.add(observation.data.name);
    }
  }
  const doubtful: [string, string][] = claims.applicationNames
    .filter(name => !names.has(name))
    .map(name => [CLAIM_ANNOTATIONS.applicationName, name]);
  if (claims.applicationSelector && names.size === 0) {
    doubtful.push([
      CLAIM_ANNOTATIONS.applicationSelector,
      claims.applicationSelector,
    ]);
  }
  return doubtful.map(([annotation, value]) => ({
    annotation,
    value,
    reason: `The entity claims an Argo CD application by '${annotation}: ${value}', and nothing in Argo CD confirms that it belongs to '${entityRef}'.`,
    nextStep: `Add the annotation 'backstage.io/entity-ref: ${entityRef}' to the Application, or ask the portal's operator to map its project to the owner.`,
  }));
}
