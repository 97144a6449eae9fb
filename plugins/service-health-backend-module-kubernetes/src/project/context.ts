/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What a projection knows besides the object.
 *
 * @internal
 */
export interface ProjectContext {
  /** Name of the cluster, also the instance of the observations. */
  cluster: string;
}
