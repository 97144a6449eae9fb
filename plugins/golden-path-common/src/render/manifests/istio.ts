/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A duration as Istio reads it. Its CRDs check durations with CEL, which like Go
 * knows no days.
 *
 * @internal
 */
export function istioDuration(text: string): string {
  const days = /^(\d+)d$/.exec(text);
  return days ? `${Number(days[1]) * 24}h` : text;
}
