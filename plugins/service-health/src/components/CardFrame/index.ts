/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export * from './Age';
export * from './CardFrame';
export * from './CardSkeleton';
export * from './CopySnippet';
export * from './Notice';
export * from './presentCard';
export * from './SourceNotices';
export * from './Unbound';
