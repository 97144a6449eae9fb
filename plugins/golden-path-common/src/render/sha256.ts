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
  const message = padded(new TextEncoder().encode(text));
  const schedule = new Int32Array(64);
  for (let block = 0; block < message.byteLength; block += 64) {
    for (let i = 0; i < 16; i++) {
      schedule[i] = message.getInt32(block + i * 4);
    }
    compress(state, schedule);
  }
  return state.map(word => (word >>> 0).toString(16).padStart(8, '0')).join('');
}

/** The message, a single 1 bit, zeros, and its length in bits as 64-bit number. */
function padded(bytes: Uint8Array): DataView {
  const message = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64);
  message.set(bytes);
  message[bytes.length] = 0x80;
  const view = new DataView(message.buffer);
  view.setUint32(message.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(message.length - 4, (bytes.length * 8) >>> 0);
  return view;
}

/** @param schedule - its first 16 words are the block's; the rest is made here */
function compress(state: number[], schedule: Int32Array): void {
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
