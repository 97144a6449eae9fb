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
export {
  TRAILERS,
  trailerOf,
  trailersOf,
  withMerged,
  type Trailer,
} from './git/trailers';
export { displayUrl } from './git/gitErrors';
export {
  openPullRequest,
  type OpenedPullRequest,
} from './hosts/openPullRequest';
export type { PullRequestProposal } from './hosts/pullRequestHost';
export {
  GitServers,
  type GitHostKind,
  type RepositoryHome,
} from './git/GitServers';
export {
  DeliveryTargets,
  type DeliveryTarget,
} from './delivery/DeliveryTargets';
export {
  applyChanges,
  type AppliedChange,
  type AppliedChanges,
} from './delivery/applyChanges';
export {
  mergeText,
  type MergeConflict,
  type MergeResult,
} from './delivery/mergeText';
export { DELIVERED_TOPIC } from './delivery/deliveredTopic';
export { openPlatform, systemRefOf } from './delivery/openPlatform';
export {
  accessOf,
  checkService,
  deliverService,
  planDeliveryTo,
  type DeliveryPlan,
  type DeliveryRequest,
} from './delivery/deliverService';
export { findGenerated, HISTORY_DEPTH } from './upgrade/findGenerated';
export { mergeGenerated, type GeneratedSides } from './upgrade/mergeGenerated';
export { locateSource, type SourceLocation } from './source/locateSource';
export { ofThisGenerator, plainEntity } from './source/plainEntity';
export { readDescribed } from './source/readDescribed';
