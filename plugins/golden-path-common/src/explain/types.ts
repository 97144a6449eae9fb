/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { PlatformModel } from '../model/types';

/**
 * What there is to explain: one environment of a platform, and the entities as
 * they were written, which tell a set value from a default.
 *
 * @public
 */
export interface ExplainContext {
  model: PlatformModel;
  /** Name of the environment. Files of the repository are in none. */
  environment: string;
  /** With `$yaml` placeholders replaced. */
  entities: readonly Entity[];
}

/**
 * A field that a line of a rendered file would be different without.
 *
 * @public
 */
export interface Cause {
  /** Entity that holds the field: the service, its System, or a neighbour. */
  entityRef: string;
  /** Path in the entity, as `spec.runtime.ports[0].port`. */
  path: string;
  /** The value that holds; undefined where there is none. */
  value: unknown;
  /**
   * `set`: the entity says so. `default`: the schema does. `unset`: the field
   * has no value, and with one the line would be another.
   */
  origin: 'set' | 'default' | 'unset';
  /**
   * `value`: another value gives another line. `presence`: another value leaves
   * the line out.
   */
  effect: 'value' | 'presence';
  /** What the field means, from the schema. */
  description?: string;
}

/**
 * What a line of a rendered file belongs to.
 *
 * @public
 */
export interface LineLocation {
  /** Kind of the object, or what the file is where it holds no objects. */
  kind: string;
  /** Name of the object. */
  name?: string;
  /** Path in the object, as `spec.replicas`; empty for a line of a page. */
  field: string;
}
