/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { runGoldenPath } from '../main';

/** The day on which tests take place. */
export const NOW = new Date('2026-11-23T12:00:00Z');

/** This repository. */
export const REPOSITORY = resolve(__dirname, '../../../..');

/** Catalog and deploy tree of the six example services. */
export const EXAMPLE = join(
  REPOSITORY,
  'plugins/golden-path-common/src/__fixtures__/example',
);

/** A run of the program and what it said. */
export interface ProgramRun {
  code: number;
  /** Lines of standard output. */
  lines: string[];
  /** Lines of standard error. */
  errors: string[];
  /** Standard output as JSON. */
  json(): any;
}

/** Runs the program in this process. */
export function runProgram(cwd: string, ...args: string[]): ProgramRun {
  let out = '';
  let err = '';
  const code = runGoldenPath({
    args,
    cwd,
    now: NOW,
    write: text => {
      out += text;
    },
    writeError: text => {
      err += text;
    },
  });
  return {
    code,
    lines: linesOf(out),
    errors: linesOf(err),
    json: () => JSON.parse(out),
  };
}

/** A copy of the example in a folder of its own. */
export class ExampleFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'golden-path-'));

  constructor() {
    cpSync(join(EXAMPLE, 'catalog-info'), join(this.path, 'catalog-info'), {
      recursive: true,
    });
    cpSync(join(EXAMPLE, 'runtime'), join(this.path, 'runtime'), {
      recursive: true,
    });
  }

  run(...args: string[]): ProgramRun {
    return runProgram(this.path, ...args);
  }

  read(file: string): string {
    return readFileSync(join(this.path, file), 'utf8');
  }

  /** Number of the first line that begins with a text, indented or not. */
  lineOf(file: string, start: string): number {
    const lines = this.read(file).split('\n');
    const index = lines.findIndex(line => line.trim().startsWith(start));
    if (index < 0) {
      throw new Error(`'${file}' has no line '${start}'.`);
    }
    return index + 1;
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(join(this.path, file)), { recursive: true });
    writeFileSync(join(this.path, file), text);
  }

  /** Fails if the change changes nothing: the test would then test nothing. */
  edit(file: string, change: (text: string) => string): void {
    const before = this.read(file);
    const after = change(before);
    if (after === before) {
      throw new Error(`The edit of '${file}' changes nothing.`);
    }
    this.write(file, after);
  }

  remove(file = '.'): void {
    rmSync(join(this.path, file), { recursive: true });
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').slice(0, -1);
}
