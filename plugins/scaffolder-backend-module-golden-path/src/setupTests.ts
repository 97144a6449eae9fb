/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

// What a test waits for decides how long it takes, not a clock: 5 s, jest's default, is short on a machine that does more than this.
jest.setTimeout(60_000);

export {};
