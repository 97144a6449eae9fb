/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Longest value that is worth its room in a sentence, in characters. */
const MAX_VALUE = 60;

/** The error types whose next part is the value (`ErrorBody` in field/errors.go; `Too long` and `Forbidden` have none). */
const BEFORE_VALUE =
  /(^|: )(Invalid value|Duplicate value|Unsupported value|Not found): /g;

/**
 * Takes the values out of a message of the Kubernetes API that nobody can read: objects, arrays, and whatever is longer than 60
 * characters. `spec.selector: Invalid value: {"matchLabels":{…}}: field is immutable` becomes `spec.selector: field is immutable`.
 * Other texts stay as they are.
 *
 * Follows the format of field errors, `path: type: value: detail`, one or several of them in brackets (k8s.io/apimachinery,
 * pkg/util/validation/field/errors.go). Objects come as JSON from newer API servers, and in Go's syntax from older ones. A value that
 * is cut off takes the rest of the message with it.
 *
 * @public
 */
export function shortenApiMessage(message: string): string {
  let short = '';
  let copied = 0;
  BEFORE_VALUE.lastIndex = 0;
  for (;;) {
    const match = BEFORE_VALUE.exec(message);
    if (!match) {
      return short + message.slice(copied);
    }
    const [, separator, type] = match;
    const start = BEFORE_VALUE.lastIndex;
    const end = findValueEnd(message, start);
    BEFORE_VALUE.lastIndex = end;
    if (!isUnreadable(message.slice(start, end))) {
      continue;
    }
    short += message.slice(copied, match.index) + separator;
    copied = end;
    if (type === 'Invalid value' && message.startsWith(': ', end)) {
      // The detail alone: that something is invalid was said before it.
      copied += ': '.length;
    } else {
      short += type;
    }
  }
}

function isUnreadable(value: string): boolean {
  const isText = value.startsWith('"');
  return value.length > MAX_VALUE || (!isText && /[{[]/.test(value));
}

/** A value ends where its quotes and brackets are closed and something else begins: the detail, the next error, or nothing. */
function findValueEnd(message: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < message.length; at++) {
    const character = message[at];
    if (quoted) {
      if (character === '\\') {
        at++;
      } else if (character === '"') {
        quoted = false;
      }
    } else if (character === '"') {
      quoted = true;
    } else if ('{[('.includes(character)) {
      depth++;
    } else if (depth > 0) {
      depth -= '}])'.includes(character) ? 1 : 0;
    } else if (
      character === ']' ||
      message.startsWith(': ', at) ||
      message.startsWith(', ', at)
    ) {
      return at;
    }
  }
  return message.length;
}
