/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Scaffolder actions that make a service on the golden path and follow it until it
 * is healthy.
 *
 * @packageDocumentation
 */

export { scaffolderModuleGoldenPath as default } from './module';
