/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Validates `spec.runtime` of catalog entities, derives relations from it, and reads the
 * services that the portal delivered.
 *
 * @packageDocumentation
 */

export { catalogModuleGoldenPath as default } from './module';
export { GitRepositoryEntityProvider } from './provider/GitRepositoryEntityProvider';
export { RuntimeSpecProcessor } from './RuntimeSpecProcessor';
