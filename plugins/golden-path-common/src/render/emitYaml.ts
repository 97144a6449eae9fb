/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Manifest } from './types';

/**
 * First line of every file that this package writes; files without it are never
 * overwritten or removed.
 *
 * @public
 */
export const RENDERED_HEADER =
  '# Rendered by golden-path-common from the catalog; never edit by hand.';

/**
 * Text that every YAML reader takes for the same string without quotes: a letter
 * or a slash first and nothing later that is syntax anywhere, or a number with a
 * unit.
 */
const PLAIN_SAFE =
  /^([A-Za-z/][\w./=@-]*(:[\w./=@-]+)*|\d+(m|s|h|d|Ki|Mi|Gi))$/;

/**
 * Words that YAML 1.1 takes for booleans or null (kubectl, kubeconform and
 * kube-score still read them so), and those that some readers take for a number
 * without digits before its exponent.
 */
const RESERVED = /^(y|n|yes|no|on|off|true|false|null|e\d+)$/i;

/** Lines of printable ASCII, none with blanks at its end: fit for a block. */
const BLOCK_SAFE = /^[!-~][ -~]*(\n([ -~]*[!-~])?)*\n?$/;

/**
 * Makes the text of a file of Kubernetes objects; the only place that does.
 * Equal manifests give equal bytes: keys keep the order in which a renderer
 * wrote them, lines are never folded, nothing is aliased. Strings that some
 * reader could take for something else are quoted, which is more than the
 * `yaml` library does: it writes `1:30` and `y` plainly. It is also ten times
 * as fast, which a preview at every key press needs.
 *
 * @public
 */
export function emitYaml(manifests: readonly Manifest[]): string {
  return `${RENDERED_HEADER}\n${manifests
    .map(manifest => emitDocument(manifest))
    .join('---\n')}`;
}

/**
 * Told about each line of a document as it is written.
 *
 * @public
 */
export type LineListener = (
  /** Where in the document the line's value lies. */
  path: ReadonlyArray<string | number>,
) => void;

class Emitter {
  readonly #lines: string[] = [];
  readonly #onLine?: LineListener;

  constructor(onLine?: LineListener) {
    this.#onLine = onLine;
  }

  text(): string {
    return `${this.#lines.join('\n')}\n`;
  }

  document(value: unknown): void {
    if (isCollection(value) && !isEmpty(value)) {
      this.#collection(value, '', '', []);
    } else {
      this.#entry('', value, '', []);
    }
  }

  /** `first` is what stands before the first entry: a dash, or the indent. */
  #collection(
    value: object,
    first: string,
    indent: string,
    path: ReadonlyArray<string | number>,
  ): void {
    let prefix = first;
    if (Array.isArray(value)) {
      const deeper = `${indent}  `;
      for (let index = 0; index < value.length; index++) {
        this.#item(
          `${prefix}- `,
          value[index] ?? null,
          deeper,
          this.#below(path, index),
        );
        prefix = indent;
      }
      return;
    }
    for (const [key, entry] of Object.entries(value)) {
      if (entry !== undefined) {
        this.#entry(
          `${prefix}${scalar(key)}:`,
          entry,
          indent,
          this.#below(path, key),
        );
        prefix = indent;
      }
    }
  }

  /** A path a line is a fifth of the time, so it is made for a listener only. */
  #below(
    path: ReadonlyArray<string | number>,
    key: string | number,
  ): ReadonlyArray<string | number> {
    return this.#onLine ? [...path, key] : path;
  }

  #item(
    prefix: string,
    value: unknown,
    indent: string,
    path: ReadonlyArray<string | number>,
  ): void {
    if (isCollection(value) && !isEmpty(value)) {
      this.#collection(value, prefix, indent, path);
    } else {
      this.#leaf(prefix, value, indent, path);
    }
  }

  #entry(
    prefix: string,
    value: unknown,
    indent: string,
    path: ReadonlyArray<string | number>,
  ): void {
    if (isCollection(value) && !isEmpty(value)) {
      this.#line(prefix, path);
      const deeper = `${indent}  `;
      this.#collection(value, deeper, deeper, path);
    } else {
      this.#leaf(prefix ? `${prefix} ` : '', value, `${indent}  `, path);
    }
  }

  #leaf(
    prefix: string,
    value: unknown,
    indent: string,
    path: ReadonlyArray<string | number>,
  ): void {
    if (
      typeof value === 'string' &&
      value.includes('\n') &&
      BLOCK_SAFE.test(value)
    ) {
      const [body, chomp] = value.endsWith('\n')
        ? [value.slice(0, -1), '|']
        : [value, '|-'];
      if (!body.endsWith('\n')) {
        this.#line(`${prefix}${chomp}`, path);
        for (const line of body.split('\n')) {
          this.#line(line ? `${indent}${line}` : '', path);
        }
        return;
      }
    }
    this.#line(`${prefix}${scalar(value)}`, path);
  }

  #line(text: string, path: ReadonlyArray<string | number>): void {
    this.#lines.push(text);
    this.#onLine?.(path);
  }
}

/**
 * Text of one value, without a header.
 *
 * @param onLine - called once a line, in order
 * @public
 */
export function emitDocument(value: unknown, onLine?: LineListener): string {
  const emitter = new Emitter(onLine);
  emitter.document(value);
  return emitter.text();
}

function isCollection(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isEmpty(value: object): boolean {
  if (Array.isArray(value)) {
    return value.length === 0;
  }
  for (const key of Object.keys(value)) {
    if ((value as Record<string, unknown>)[key] !== undefined) {
      return false;
    }
  }
  return true;
}

function scalar(value: unknown): string {
  if (typeof value === 'string') {
    return isPlainSafe(value) ? value : quoted(value);
  }
  if (typeof value === 'number') {
    return numberText(value);
  }
  if (isCollection(value)) {
    return Array.isArray(value) ? '[]' : '{}';
  }
  return value === undefined ? 'null' : String(value);
}

/**
 * A number that YAML 1.1 and 1.2 read the same: 1e+21 needs its dot.
 */
function numberText(value: number): string {
  const text = String(value);
  return text.includes('e') && !text.includes('.')
    ? text.replace('e', '.0e')
    : text;
}

/**
 * Queries are full of double quotes; escapes would hide them. Everything that is
 * not printable ASCII keeps the form that can escape.
 */
function quoted(text: string): string {
  if (text.includes('"') && /^[\x20-\x7e]*$/.test(text)) {
    return `'${text.replaceAll("'", "''")}'`;
  }
  // JSON's escapes are YAML's. The rest that YAML readers do not take as it is:
  // C1 controls, the byte order mark and the two line ends of Unicode.
  return JSON.stringify(text).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function isPlainSafe(text: string): boolean {
  return PLAIN_SAFE.test(text) && !RESERVED.test(text);
}
