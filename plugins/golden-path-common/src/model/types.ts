/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ResourceEndpoint, PlatformSpec } from '../spec/platformSpec';
import { ServiceSpec } from '../spec/serviceSpec';

/**
 * A Component with a well-shaped `spec.runtime`, cut to what rules and renderers
 * need. All entity references are full (`group:default/data-team`).
 *
 * @public
 */
export interface ServiceDefinition {
  entityRef: string;
  name: string;
  title: string;
  description?: string;
  owner: string;
  lifecycle: string;
  system?: string;
  spec: ServiceSpec;
  /** File that the entity was read from, relative to its repository. */
  source?: string;
}

/**
 * A System with a well-shaped `spec.platform`.
 *
 * @public
 */
export interface PlatformDefinition {
  entityRef: string;
  name: string;
  title: string;
  spec: PlatformSpec;
  source?: string;
}

/**
 * A Group, cut to what messages to it need.
 *
 * @public
 */
export interface GroupDefinition {
  title: string;
  /** Address of its on-call list. */
  email?: string;
}

/**
 * Everything of one platform that cross-service rules and renderers may look at.
 *
 * @public
 */
export interface PlatformModel {
  system: PlatformDefinition;
  /** Sorted by name. */
  services: ServiceDefinition[];
  /** References of all entities of the catalog, in lower case. */
  entityRefs: ReadonlySet<string>;
  /** Endpoints of Resources, by reference. */
  endpoints: ReadonlyMap<string, ResourceEndpoint>;
  /** Groups of the catalog, by reference; owners are among them. */
  groups: ReadonlyMap<string, GroupDefinition>;
}
