/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Finding } from '../../rules/types';

/**
 * A file as it will be.
 *
 * @public
 */
export interface PreviewFile {
  /** Relative to the root of the repository, or of the environment's tree. */
  path: string;
  /** Empty if the file goes. */
  content: string;
  /** What is there now; missing if nothing is. */
  before?: string;
  kind: 'new' | 'changed' | 'removed';
}

/**
 * The files that one commit makes.
 *
 * @public
 */
export interface PreviewGroup {
  /** As `Service repository` or `GitOps repository, dev`. */
  title: string;
  /** Missing for the service's own repository. */
  environment?: string;
  /** Sorted by path. */
  files: readonly PreviewFile[];
}

/**
 * A finding and the field of the form that it is about.
 *
 * @public
 */
export interface PreviewFinding extends Finding {
  /** As `dependencies[1].timeout`; missing if no field of the form says it. */
  field?: string;
}

/**
 * What a draft would make, and what is wrong with it.
 *
 * @public
 */
export interface ServicePreviewResult {
  /** Missing where the draft cannot be rendered; the findings say why. */
  groups?: readonly PreviewGroup[];
  findings: readonly PreviewFinding[];
  /**
   * Fields that nobody has filled in and that have to be: the files show a
   * placeholder there, and findings about them are left out.
   */
  placeholders: readonly string[];
}
