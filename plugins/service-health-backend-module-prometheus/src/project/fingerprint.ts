/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHash } from 'node:crypto';

/**
 * A key made of texts or labels, equal for equal sets whatever their order. Cryptographic, since whoever writes rules chooses the
 * labels: a collision would let an alert of one team stand in for that of another.
 *
 * @internal
 */
export function fingerprint(parts: Record<string, string>): string {
  const sorted = Object.entries(parts).sort(([left], [right]) =>
    left < right ? -1 : 1,
  );
  return createHash('sha256')
    .update(JSON.stringify(sorted))
    .digest('base64url')
    .slice(0, 22);
}
