/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * What stands for a secret until somebody replaces it. The same key gets the same
 * one everywhere, so that a service and its database agree.
 *
 * @internal
 */
export function placeholderOf(key: string): string {
  return `replace-me-${key}`;
}
