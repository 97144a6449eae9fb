/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A stable short hash of any JSON value: equal content gives an equal version, whatever the order of keys. Keys whose value is
 * undefined count as absent. Two 32-bit FNV-1a hashes with different offsets; not cryptographic, so never a proof of anything.
 *
 * @returns 16 hexadecimal digits
 * @public
 */
export function contentVersion(value: unknown): string {
  const text = canonicalJson(value);
  let low = 0x811c9dc5;
  let high = 0x9747b28c;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + index), 0x01000193);
  }
  return toHex(mix(high ^ text.length)) + toHex(mix(low));
}

/** FNV's high bits depend little on the last characters; this spreads them (the finaliser of MurmurHash3). */
function mix(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

function toHex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part) => sortKeys(part)) ?? '';
}

function sortKeys(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
