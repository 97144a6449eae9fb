/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { startGitServer, type TestGitServer } from './testUtils/startGitServer';
export { describeWithGitea } from './testUtils/describeWithGitea';
export { startGitea, type TestGitea } from './testUtils/startGitea';
export { shopEntities } from './testUtils/shop';
