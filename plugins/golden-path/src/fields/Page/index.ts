/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { PageField } from './PageField';
export { PageSchema } from './schema';
