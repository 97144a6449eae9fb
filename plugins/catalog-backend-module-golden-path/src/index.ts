/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Validates `spec.runtime` of catalog entities and derives relations from it.
 *
 * @packageDocumentation
 */

export { catalogModuleGoldenPath as default } from './module';
export { RuntimeSpecProcessor } from './RuntimeSpecProcessor';
