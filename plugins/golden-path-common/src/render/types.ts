/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { EnvironmentSpec } from '../spec/platformSpec';

/**
 * A value of a manifest. Fields that are undefined are not written.
 *
 * @public
 */
export type ManifestValue =
  | string
  | number
  | boolean
  | undefined
  | ManifestValue[]
  | { [key: string]: ManifestValue };

/**
 * A Kubernetes object, before it becomes text.
 *
 * @public
 */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    finalizers?: string[];
  };
  [field: string]: ManifestValue;
}

/**
 * What a renderer of a platform object sees.
 *
 * @public
 */
export interface PlatformContext {
  model: PlatformModel;
  environment: EnvironmentSpec;
}

/**
 * What a renderer of a service object sees. A renderer is a pure function of it
 * and never reads what another renderer made.
 *
 * @public
 */
export interface RenderContext extends PlatformContext {
  service: ServiceDefinition;
}

/**
 * One kind of object: where its file lies and how it is made. A kind that a
 * service does not need renders to an empty list and has no file.
 *
 * @public
 */
export interface ManifestKind<Context> {
  apiVersion: string;
  kind: string;
  /** Path of the file, relative to the environment's root. */
  path(context: Context): string;
  render(context: Context): Manifest[];
}

/**
 * A file of the deploy tree.
 *
 * @public
 */
export interface RenderedFile {
  /** With slashes, relative to the environment's root. */
  path: string;
  content: string;
}
