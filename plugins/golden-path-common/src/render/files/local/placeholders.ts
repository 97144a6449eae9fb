/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const PLACEHOLDER = 'replace-me-';

/**
 * What stands for a secret until somebody replaces it. The same key gets the same
 * one everywhere, so that a service and its database agree.
 *
 * @internal
 */
export function placeholderOf(key: string): string {
  return `${PLACEHOLDER}${key}`;
}

/**
 * Whether a text says that somebody has to replace a part of it.
 *
 * @internal
 */
export function hasPlaceholder(text: string): boolean {
  return text.includes(PLACEHOLDER);
}
