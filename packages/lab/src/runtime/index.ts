/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * How programs are found, started, watched and ended: for `packages/dev`, which does the same to the portal.
 *
 * @packageDocumentation
 */

export { contentKey, filledFolder } from '../binaries/contentCache';
export { locatePrometheus } from '../binaries/ensureBinaries';
export { findOnPath } from '../binaries/systemPrograms';
export { exec } from './exec';
export { isPortFree, pickPorts } from './ports';
export { ProcessTable } from './processTable';
export { waitReady } from './readiness';
