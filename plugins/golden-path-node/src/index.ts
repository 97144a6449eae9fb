/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Git repositories and deliveries of the golden path, shared by its backends.
 *
 * @packageDocumentation
 */

export {
  GitRepository,
  StaleBranchError,
  type CommitRequest,
  type GitCommit,
} from './git/GitRepository';
export type { GitAuth, GitRepositoryOptions } from './git/gitAccess';
export { onTip } from './git/onTip';
export type { GitLimits } from './git/gitHttp';
export type { TreeChange } from './git/treeWith';
export { displayUrl } from './git/gitErrors';
export {
  GitServers,
  type GitHostKind,
  type RepositoryHome,
} from './git/GitServers';
export {
  DeliveryTargets,
  type DeliveryTarget,
} from './delivery/DeliveryTargets';
export { applyChanges } from './delivery/applyChanges';
export {
  mergeText,
  type MergeConflict,
  type MergeResult,
} from './delivery/mergeText';
export { DELIVERED_TOPIC } from './delivery/deliveredTopic';
export { openPlatform } from './delivery/openPlatform';
export {
  checkService,
  deliverService,
  planDeliveryTo,
  type DeliveryPlan,
  type DeliveryRequest,
} from './delivery/deliverService';
export { locateSource, type SourceLocation } from './source/locateSource';
