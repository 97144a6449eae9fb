/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

export { useDebounced } from './useDebounced';
export { useLoaded, type Loaded } from './useLoaded';
