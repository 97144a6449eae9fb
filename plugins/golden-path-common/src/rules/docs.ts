/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Where a rule is explained, relative to this package: a heading of RULES.md,
 * which is generated from the registry.
 *
 * @internal
 */
export function docsOf(ruleId: string): string {
  return `plugins/golden-path-common/RULES.md#${ruleId.toLowerCase()}`;
}
