/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The command line of the golden path.
 *
 * @packageDocumentation
 */

export { loadCatalog, type LoadedEntity } from './catalog/loadCatalog';
export { main, runGoldenPath, type ProgramOptions } from './main';
