/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Observation } from '@openpolicy/plugin-service-health-common';
import { ServiceEntity } from '../catalog/serviceEntity';

/**
 * Decides whether the other side agrees that an observation belongs to an entity. An annotation of the entity alone is never enough:
 * anybody who can edit a YAML file can write one.
 *
 * @internal
 */
export interface BindingProof {
  /** Keys under which the store finds the observations that this proof may accept. */
  keysOfObservation(observation: Observation): string[];
  /** Keys under which to look for the observations of an entity. */
  keysOfEntity(entity: ServiceEntity): string[];
  /** Whether the observation belongs to the entity. */
  proves(entity: ServiceEntity, observation: Observation): boolean;
}

/**
 * One line of the operator's `serviceHealth.bindings`: whose the objects of a project or namespace are.
 *
 * @internal
 */
export interface OperatorBinding {
  source: string;
  /** Default: all instances of the source. */
  instance?: string;
  /** Name of an Argo CD project. */
  project?: string;
  /** Name of a namespace; `*` stands for any characters. */
  namespace?: string;
  /** All of it belongs to this one entity, claimed or not. Full reference. */
  entityRef?: string;
  /** Entities of this owner may claim objects in it. Full reference. */
  owner?: string;
  /** Entities of this system may claim objects in it. Full reference. */
  system?: string;
}
