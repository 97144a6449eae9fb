/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { UpgradeField } from './UpgradeField';
export { UpgradeFieldSchema } from './schema';
