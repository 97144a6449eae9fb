/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export * from './builders';
export * from './FakeServiceHealthApi';
export * from './FakeServer';
