/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../model/types';
import { EnvironmentSpec } from '../spec/platformSpec';

/**
 * A value of a document. Fields that are undefined are not written.
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
 * What a renderer of the repository sees: the platform, in no environment.
 *
 * @public
 */
export interface RepositoryContext {
  model: PlatformModel;
}

/**
 * What a renderer of a platform object sees.
 *
 * @public
 */
export interface PlatformContext extends RepositoryContext {
  /** Services with their effective specs: environments are merged in. */
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
  /** With its effective spec. */
  service: ServiceDefinition;
}

/**
 * One kind of object: where its files lie and how it is made. A kind that a
 * service does not need renders to an empty list and has no file.
 *
 * @public
 */
export interface ManifestKind<Context> {
  apiVersion: string;
  kind: string;
  /** Sync wave of Argo CD; lower ones are applied and healthy first. */
  wave?: number;
  /**
   * Path of the file, relative to the environment's root. Objects of one path
   * share a file.
   */
  path(context: Context, manifest: Manifest): string;
  render(context: Context): Manifest[];
}

/**
 * A file that holds no Kubernetes objects: a workflow, a test of rules, a page.
 *
 * @public
 */
export interface FileKind<Context> {
  /** What it is, in a word or two. */
  name: string;
  render(context: Context): FileContent[];
}

/**
 * What a file holds: documents, which the one emitter makes text of, the text of
 * a page, or the values of an env file, which have to be without line breaks.
 *
 * @public
 */
export type FileContent =
  | { path: string; document: ManifestValue }
  | { path: string; markdown: string }
  | { path: string; env: Record<string, string> };

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
