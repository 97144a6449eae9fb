/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * SHA-256 (FIPS 180-4) in plain TypeScript. The renderers run in the browser as
 * in Node and are synchronous: node:crypto is not there, and crypto.subtle gives
 * promises and only on secure pages.
 */

/** The fractional parts of the roots of the first primes, as the standard says. */
const { INITIAL, ROUNDS } = constants();

/**
 * The digest of a text's UTF-8 bytes, as 64 hexadecimal digits.
 *
 * @internal
 */
export function sha256(text: string): string {
  const state = [...INITIAL];
  const words = paddedWords(new TextEncoder().encode(text));
  for (let block = 0; block < words.length; block += 16) {
    compress(state, words.subarray(block, block + 16));
  }
  return state.map(word => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The message, a single 1 bit, zeros, and its length in bits as 64-bit number. */
function paddedWords(bytes: Uint8Array): Uint32Array {
  const size = Math.ceil((bytes.length + 9) / 64) * 64;
  const padded = new DataView(new ArrayBuffer(size));
  bytes.forEach((byte, index) => padded.setUint8(index, byte));
  padded.setUint8(bytes.length, 0x80);
  padded.setUint32(size - 8, Math.floor(bytes.length / 2 ** 29));
  padded.setUint32(size - 4, (bytes.length * 8) >>> 0);
  return Uint32Array.from({ length: size / 4 }, (_, index) =>
    padded.getUint32(index * 4),
  );
}

function compress(state: number[], block: Uint32Array): void {
  const schedule = new Uint32Array(64);
  schedule.set(block);
  for (let i = 16; i < 64; i++) {
    const early = schedule[i - 15];
    const late = schedule[i - 2];
    schedule[i] =
      schedule[i - 16] +
      schedule[i - 7] +
      (rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3)) +
      (rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i++) {
    const first =
      h +
      (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
      ((e & f) ^ (~e & g)) +
      ROUNDS[i] +
      schedule[i];
    const second =
      (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) +
      ((a & b) ^ (a & c) ^ (b & c));
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, index) => {
    state[index] = (state[index] + value) | 0;
  });
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function constants() {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < 64; candidate++) {
    if (primes.every(prime => candidate % prime !== 0)) {
      primes.push(candidate);
    }
  }
  const fraction = (root: number) => Math.floor((root % 1) * 2 ** 32) | 0;
  return {
    INITIAL: primes.slice(0, 8).map(prime => fraction(Math.sqrt(prime))),
    ROUNDS: primes.map(prime => fraction(Math.cbrt(prime))),
  };
}
