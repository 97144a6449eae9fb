/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { contentVersion } from '../hash/contentVersion';

/**
 * A stable fingerprint of a label set, equal for equal sets whatever the order. Not Prometheus' own fingerprint.
 *
 * @returns 16 hexadecimal digits
 * @public
 */
export function labelFingerprint(labels: Record<string, string>): string {
  return contentVersion(labels);
}
