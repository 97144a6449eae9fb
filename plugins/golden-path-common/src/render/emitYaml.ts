/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Document, Scalar, visit } from 'yaml';
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

/**
 * Makes the text of a file; the only place that does. Equal manifests give equal
 * bytes: keys keep the order in which a renderer wrote them, lines are never
 * folded, nothing is aliased. Strings that some reader could take for something
 * else are quoted, which is more than the `yaml` library does: it writes `1:30`
 * and `y` plainly.
 *
 * @public
 */
export function emitYaml(manifests: readonly Manifest[]): string {
  return `${RENDERED_HEADER}\n${manifests.map(emitDocument).join('---\n')}`;
}

/**
 * Text of one value, without a header.
 *
 * @internal
 */
export function emitDocument(value: unknown): string {
  const document = new Document(value, {
    aliasDuplicateObjects: false,
    keepUndefined: false,
  });
  visit(document, {
    Scalar: (_key, node) => {
      if (typeof node.value === 'string' && !isPlainSafe(node.value)) {
        // Queries are full of double quotes; escapes would hide them. Everything
        // that is not printable ASCII keeps the form that can escape.
        node.type =
          node.value.includes('"') && /^[\x20-\x7e]*$/.test(node.value)
            ? Scalar.QUOTE_SINGLE
            : Scalar.QUOTE_DOUBLE;
      }
    },
  });
  return document.toString({
    lineWidth: 0,
    doubleQuotedMinMultiLineLength: Infinity,
  });
}

function isPlainSafe(text: string): boolean {
  return PLAIN_SAFE.test(text) && !RESERVED.test(text);
}
