/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * Characters of Windows code pages 1252 and 1254 that stand for bytes 0x80 to
 * 0x9f; from 0xa0 on they are Latin-1, but for six Turkish letters.
 */
const BYTES: Readonly<Record<string, number>> = {
  ...Object.fromEntries(
    [...'€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'].map(
      (character, index) => [character, 0x80 + index],
    ),
  ),
  Ğ: 0xd0,
  İ: 0xdd,
  Ş: 0xde,
  ğ: 0xf0,
  ı: 0xfd,
  ş: 0xfe,
};

/**
 * Mends UTF-8 that some program read as a Windows code page and wrote again, as
 * in the set-up document: `â€“` is a dash. What is no such text stays as it is.
 *
 * @internal
 */
export function repairMojibake(text: string): string {
  return text.replace(/\P{ASCII}+/gu, run => {
    const bytes = [...run].map(byteOf);
    if (bytes.includes(undefined)) {
      return run;
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(
        Uint8Array.from(bytes as number[]),
      );
    } catch {
      // An honest é or ü, which is no UTF-8 when taken for a byte.
      return run;
    }
  });
}

function byteOf(character: string): number | undefined {
  const code = character.codePointAt(0)!;
  return BYTES[character] ?? (code >= 0x80 && code <= 0xff ? code : undefined);
}
