/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { plain } from '../../alerts/runbook/markdown';

/**
 * A text that Markdown shows as it is, on one line. Unlike GitHub's, Python's
 * Markdown, which makes the portal's pages, takes no backslash before a bracket of
 * HTML; and braces give attributes to what stands before them.
 *
 * @internal
 */
export function markdownText(text: string): string {
  return (
    plain(text)
      .replace(/\\([<>&])/g, '$1')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replace(/[{}]/g, '\\$&')
      // A list, a rule, a note: what is not a letter may begin some block.
      .replace(/^[^\p{L}\\&]/u, first => `&#${first.codePointAt(0)};`)
  );
}
