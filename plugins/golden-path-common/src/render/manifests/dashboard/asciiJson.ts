/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Objects and lists that fit are written on one line of this length. */
const LINE_LENGTH = 80;

/**
 * JSON that a block of YAML can hold as it is, in lines that a person can compare:
 * one a field, but small objects in one. Fields that are undefined are left out.
 */
export function asciiJson(value: object): string {
  return `${escaped(print(value, '\n'))}\n`;
}

/** @param newLine - the line break and the indent of what is around */
function print(value: unknown, newLine: string): string {
  if (typeof value !== 'object' || value === null) {
    return JSON.stringify(value);
  }
  const deeper = `${newLine}  `;
  if (Array.isArray(value)) {
    return enclosed(
      '[]',
      value.map(entry => print(entry, deeper)),
      newLine,
    );
  }
  const fields: string[] = [];
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== undefined) {
      fields.push(`"${key}": ${print(entry, deeper)}`);
    }
  }
  return enclosed('{}', fields, newLine);
}

function enclosed(
  [open, close]: string,
  parts: string[],
  newLine: string,
): string {
  if (parts.length === 0) {
    return `${open}${close}`;
  }
  // Most do not fit, which a few lengths tell sooner than the line itself would.
  let length = newLine.length;
  for (const part of parts) {
    length += part.length + 2;
    if (length > LINE_LENGTH || part.includes('\n')) {
      const deeper = `${newLine}  `;
      return `${open}${deeper}${parts.join(`,${deeper}`)}${newLine}${close}`;
    }
  }
  const space = open === '{' ? ' ' : '';
  return `${open}${space}${parts.join(', ')}${space}${close}`;
}

/**
 * JSON has escaped the controls; the rest of what YAML might read otherwise can
 * only be in strings, where JSON has escapes for it too.
 */
function escaped(json: string): string {
  return json.replace(
    /[^\n -~]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
