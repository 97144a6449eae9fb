/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Version of this package; a test compares it with package.json. */
export const VERSION = '0.1.0';
