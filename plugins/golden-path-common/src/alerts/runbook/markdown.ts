/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A part of a page. Strings in it are Markdown; what people wrote in the catalog
 * goes through `plain` first.
 *
 * @internal
 */
export type Block =
  | { heading: string; level: 1 | 2 }
  | { paragraph: string }
  | { bullets: string[] }
  | { steps: string[] }
  | { code: string; language: string }
  | { columns: string[]; rows: string[][] };

/** @internal */
export function printMarkdown(blocks: readonly Block[]): string {
  return `${blocks.map(printBlock).join('\n\n')}\n`;
}

/**
 * A text that Markdown shows as it is, on one line.
 *
 * @internal
 */
export function plain(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/[\\`*_[\]<>#|~&]/g, '\\$&');
}

/** @internal */
export function link(title: string, address: string): string {
  return `[${title}](${address})`;
}

/** @internal */
export function codeSpans(texts: readonly string[]): string {
  return texts.map(text => `\`${text}\``).join(', ');
}

function printBlock(block: Block): string {
  if ('heading' in block) {
    return `${'#'.repeat(block.level)} ${block.heading}`;
  }
  if ('paragraph' in block) {
    return block.paragraph;
  }
  if ('bullets' in block) {
    return block.bullets.map(entry => `- ${entry}`).join('\n');
  }
  if ('steps' in block) {
    return block.steps.map((entry, i) => `${i + 1}. ${entry}`).join('\n');
  }
  if ('code' in block) {
    return `\`\`\`${block.language}\n${block.code}\n\`\`\``;
  }
  return [block.columns, block.columns.map(() => '---'), ...block.rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n');
}
