/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import { ServiceEntity } from '../../catalog/serviceEntity';
import { matchesPattern } from '../matchesPattern';
import { BindingProof, OperatorBinding } from '../types';

const entityKey = (entityRef: string) => `mapped:${entityRef}`;
const applicationKey = (name: string) => `application:${name}`;
const idKey = (id: string) => `id:${id}`;

function covers(binding: OperatorBinding, observation: Observation): boolean {
  const { source, instance, namespace } = observation;
  if (binding.source !== source) {
    return false;
  }
  if (binding.instance !== undefined && binding.instance !== instance) {
    return false;
  }
  if (
    binding.project !== undefined &&
    (observation.kind !== 'application' ||
      observation.data.project !== binding.project)
  ) {
    return false;
  }
  return (
    binding.namespace === undefined ||
    (namespace !== undefined && matchesPattern(binding.namespace, namespace))
  );
}

/** What the claims of entities can name of an observation. */
function keysToClaim(observation: Observation): string[] {
  const keys = new Set<string>();
  if (observation.kind === 'application') {
    keys.add(applicationKey(observation.data.name));
  }
  const { kubernetesId, service } = observation.backReference;
  for (const id of [kubernetesId, service]) {
    if (id) {
      keys.add(idKey(id));
    }
  }
  return [...keys];
}

function keysClaimedBy({ claims }: ServiceEntity): string[] {
  return [
    ...claims.applicationNames.map(applicationKey),
    ...(claims.kubernetesId ? [idKey(claims.kubernetesId)] : []),
  ];
}

function isFor(binding: OperatorBinding, entity: ServiceEntity): boolean {
  return (
    (binding.owner !== undefined && binding.owner === entity.owner) ||
    (binding.system !== undefined && binding.system === entity.system)
  );
}

/**
 * The operator's configuration says whose a project, a namespace or an instance is: either of one entity, or of the entities of an owner
 * or system, which then may claim single objects there by annotation (`argocd/app-name`, `backstage.io/kubernetes-id`).
 *
 * @internal
 */
export function operatorMappingProof(
  bindings: readonly OperatorBinding[],
): BindingProof {
  return {
    keysOfObservation(observation) {
      const keys = new Set<string>();
      for (const binding of bindings) {
        if (!covers(binding, observation)) {
          continue;
        }
        if (binding.entityRef) {
          keys.add(entityKey(binding.entityRef));
        }
        if (binding.owner || binding.system) {
          keysToClaim(observation).forEach(key => keys.add(key));
        }
      }
      return [...keys];
    },
    keysOfEntity(entity) {
      return [entityKey(entity.entityRef), ...keysClaimedBy(entity)];
    },
    proves(entity, observation) {
      const claimed = new Set(keysClaimedBy(entity));
      const isClaimed = keysToClaim(observation).some(key => claimed.has(key));
      return bindings.some(
        binding =>
          covers(binding, observation) &&
          (binding.entityRef === entity.entityRef ||
            (isClaimed && isFor(binding, entity))),
      );
    },
  };
}
