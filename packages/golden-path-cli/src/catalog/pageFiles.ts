/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Finding, lintScript } from '@openpolicy/plugin-golden-path-common';
import { UnreadableError } from '../errors';
import { FileContent, readObjects } from './objectFiles';

/**
 * What the examples of a page in Markdown hold, at its lines of the page.
 * What is no YAML is passed over: examples leave things out.
 *
 * @param file - as it is shown
 */
export function readExamples(file: string, text: string): FileContent {
  const lines = text.split('\n');
  const content: FileContent = { objects: [], others: [] };
  let start: number | undefined;
  for (const [index, line] of lines.entries()) {
    const fence = /^\s*```\s*(\w*)/.exec(line);
    if (fence && start === undefined) {
      start = ['yaml', 'yml'].includes(fence[1]) ? index + 1 : -1;
    } else if (fence && start !== undefined) {
      if (start > 0) {
        // Empty lines in front keep the numbers of lines.
        const block = [
          ...lines.slice(0, start).fill(''),
          ...lines.slice(start, index),
        ];
        const example = examplesOf(file, block.join('\n'));
        content.objects.push(...example.objects);
        content.others.push(...example.others);
      }
      start = undefined;
    }
  }
  return content;
}

/**
 * Lints the commands of a script or a page, and finds their lines.
 *
 * @param file - as it is shown
 */
export function lintCommands(
  file: string,
  text: string,
): Array<Finding & { file: string; line: number }> {
  const commands = commandsOf(text);
  return lintScript(text, { file }).flatMap(finding => {
    const found = commands.filter(({ text: command }) =>
      lintScript(command).some(({ ruleId }) => ruleId === finding.ruleId),
    );
    // What only the whole shows is told at its beginning.
    const places = found.length > 0 ? found : [{ line: 1 }];
    return places.map(({ line }) => ({ ...finding, file, line }));
  });
}

/** Lines, with those that a backslash continues. */
function commandsOf(text: string): Array<{ line: number; text: string }> {
  const commands: Array<{ line: number; text: string }> = [];
  let isContinued = false;
  for (const [index, line] of text.split('\n').entries()) {
    if (isContinued) {
      commands[commands.length - 1].text += `\n${line}`;
    } else {
      commands.push({ line: index + 1, text: line });
    }
    isContinued = line.trimEnd().endsWith('\\');
  }
  return commands;
}

function examplesOf(file: string, block: string): FileContent {
  try {
    return readObjects(file, block);
  } catch (error) {
    if (error instanceof UnreadableError) {
      return { objects: [], others: [] };
    }
    throw error;
  }
}
