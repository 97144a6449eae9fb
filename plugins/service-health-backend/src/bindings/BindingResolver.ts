/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import { ServiceEntity } from '../catalog/serviceEntity';
import { ObservationStore } from '../store/ObservationStore';
import { backReferenceProof } from './proofs/backReference';
import { operatorMappingProof } from './proofs/operatorMapping';
import { BindingProof, OperatorBinding } from './types';

/**
 * Finds what is proven to belong to an entity. An observation is bound if one proof accepts it, or if it belongs to a bound one by its
 * owner.
 *
 * @internal
 */
export class BindingResolver {
  readonly #proofs: BindingProof[];

  private constructor(proofs: BindingProof[]) {
    this.#proofs = proofs;
  }

  static create(options: {
    bindings: readonly OperatorBinding[];
  }): BindingResolver {
    return new BindingResolver([
      backReferenceProof,
      operatorMappingProof(options.bindings),
    ]);
  }

  /** The keys under which the store keeps an observation. */
  keysOfObservation(observation: Observation): string[] {
    return this.#proofs.flatMap(proof => proof.keysOfObservation(observation));
  }

  /** The keys under which the observations of an entity can be. */
  keysOfEntity(entity: ServiceEntity): string[] {
    return this.#proofs.flatMap(proof => proof.keysOfEntity(entity));
  }

  /** Whether an observation is by itself proven to belong to the entity. */
  proves(entity: ServiceEntity, observation: Observation): boolean {
    return this.#proofs.some(proof => proof.proves(entity, observation));
  }

  /** All that is proven to belong to the entity. */
  resolve(entity: ServiceEntity, store: ObservationStore): Observation[] {
    const roots = new Set<Observation>();
    for (const key of this.keysOfEntity(entity)) {
      for (const observation of store.find(key)) {
        if (!roots.has(observation) && this.proves(entity, observation)) {
          roots.add(observation);
        }
      }
    }
    return store.withDescendants(roots);
  }
}
