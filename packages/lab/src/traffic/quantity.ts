/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 1024,
  Mi: 1024 ** 2,
  Gi: 1024 ** 3,
  Ti: 1024 ** 4,
};

/** The number that a Kubernetes quantity means; undefined if it is none. @internal */
export function parseQuantity(text: string | number): number | undefined {
  const [, digits, unit] =
    /^([0-9.]+)(n|u|m|k|Ki|Mi|Gi|Ti|M|G|T)?$/.exec(String(text)) ?? [];
  return digits === undefined
    ? undefined
    : Number(digits) * factors[unit ?? ''];
}
