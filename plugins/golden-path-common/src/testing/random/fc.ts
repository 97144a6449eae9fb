/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

// Only tests and the repository's own judges make random platforms; what is
// published never loads this file.
// eslint-disable-next-line @backstage/no-undeclared-imports
export { default } from 'fast-check';
