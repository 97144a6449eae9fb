/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * How programs are found, started, watched and ended: for `packages/dev`, which does the same to the portal.
 *
 * @packageDocumentation
 */

export { goModuleFolder, requireGo } from '../binaries/buildGo';
export { contentKey, filledFolder } from '../binaries/contentCache';
export { crdSources, type CrdSource } from '../binaries/crds';
export {
  locateAlertmanager,
  locateGitea,
  locatePrometheus,
} from '../binaries/ensureBinaries';
export { findOnPath } from '../binaries/systemPrograms';
export {
  ensureApiServerBinaries,
  startApiServer,
  stopApiServer,
  type ApiServerBinaries,
  type RunningApiServer,
} from '../startApiServer';
export { exec, type ExecOptions, type ExecResult } from './exec';
export { withLock } from './lock';
export { isPortFree, pickPorts } from './ports';
export { ProcessTable } from './processTable';
export { waitReady } from './readiness';
