/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { LabError } from '../errors';
import { exec } from './exec';

/**
 * A started program, as recorded on disk.
 * @public
 */
export interface ProcessRecord {
  name: string;
  pid: number;
  /**
   * When the kernel says the process began. A process id is reused after a while;
   * the pair of id and begin is not.
   */
  begin: string;
  port: number;
  log: string;
  startedAt: string;
}

/** Ends, and looks up, the processes that this checkout's lab started. @internal */
export class ProcessTable {
  readonly #folder: string;

  static create(folder: string) {
    return new ProcessTable(folder);
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** All records, in the order in which they were started. */
  async records(): Promise<ProcessRecord[]> {
    const files = await readdir(this.#folder).catch(() => [] as string[]);
    const records: ProcessRecord[] = [];
    for (const file of files.filter(name => name.endsWith('.json'))) {
      const text = await readFile(join(this.#folder, file), 'utf8').catch(
        () => undefined,
      );
      // Gone between the two reads: a `down` runs at the same time.
      if (text) records.push(JSON.parse(text));
    }
    return records.sort((a, b) => a.startedAt.localeCompare(b.startedAt));
  }

  /** The record of a program that is alive; undefined otherwise. */
  async alive(name: string): Promise<ProcessRecord | undefined> {
    const text = await readFile(this.#file(name), 'utf8').catch(
      () => undefined,
    );
    if (!text) return undefined;
    const record = JSON.parse(text) as ProcessRecord;
    return (await isAlive(record)) ? record : undefined;
  }

  /**
   * Starts a program in a session of its own, its output in a log file.
   *
   * @throws LabError when it can't be started.
   */
  async start(program: {
    name: string;
    command: string;
    args: string[];
    env?: Record<string, string>;
    port: number;
    log: string;
  }): Promise<ProcessRecord> {
    await mkdir(this.#folder, { recursive: true });
    await mkdir(dirname(program.log), { recursive: true });
    const log = openSync(program.log, 'a');
    try {
      const child = spawn(program.command, program.args, {
        detached: true,
        stdio: ['ignore', log, log],
        env: { ...process.env, ...program.env },
      });
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', reject);
      }).catch(error => {
        throw new LabError(
          `Failed to start '${program.name}': ${(error as Error).message}`,
          { cause: error },
        );
      });
      child.unref();
      const record: ProcessRecord = {
        name: program.name,
        pid: child.pid!,
        begin: (await beginOf(child.pid!)) ?? 'ended',
        port: program.port,
        log: program.log,
        startedAt: new Date().toISOString(),
      };
      await writeWhole(this.#file(program.name), JSON.stringify(record));
      return record;
    } finally {
      closeSync(log);
    }
  }

  /**
   * Ends programs: TERM to all, newest first, KILL to those that still live after
   * `graceMs`. Only processes whose id and begin agree with the record are touched.
   *
   * @returns the names of those that had to be killed.
   */
  async stop(names: string[], graceMs = 3000): Promise<string[]> {
    const all = await this.records();
    const records = all.filter(record => names.includes(record.name)).reverse();
    for (const record of records) await signalProcess(record, 'SIGTERM');
    const end = performance.now() + graceMs;
    let left = await aliveAmong(records);
    while (left.length > 0 && performance.now() < end) {
      await new Promise(resolve => setTimeout(resolve, 50));
      left = await aliveAmong(left);
    }
    for (const record of left) await signalProcess(record, 'SIGKILL');
    const killed = left.map(record => record.name);
    while (left.length > 0) {
      await new Promise(resolve => setTimeout(resolve, 20));
      left = await aliveAmong(left);
    }
    for (const record of records)
      await rm(this.#file(record.name), { force: true });
    return killed;
  }

  #file(name: string) {
    return join(this.#folder, `${name}.json`);
  }
}

/** Whether the recorded process, and not a later one of its id, is alive. @internal */
export async function isAlive(record: {
  pid: number;
  begin: string;
}): Promise<boolean> {
  return (await beginOf(record.pid)) === record.begin;
}

async function aliveAmong(records: ProcessRecord[]) {
  const result: ProcessRecord[] = [];
  for (const record of records) if (await isAlive(record)) result.push(record);
  return result;
}

async function signalProcess(record: ProcessRecord, signal: NodeJS.Signals) {
  if (!(await isAlive(record))) return;
  try {
    process.kill(record.pid, signal);
  } catch {
    // Ended in between.
  }
}

/**
 * When a process began, as the kernel counts; undefined when there is none or it is
 * a zombie. Linux: field 22 of /proc/<pid>/stat (proc(5)); elsewhere ps.
 * @internal
 */
export async function beginOf(pid: number): Promise<string | undefined> {
  if (process.platform === 'linux') {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(
      () => undefined,
    );
    if (!stat) return undefined;
    // The second field is the name in parentheses and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
  }
  const { stdout } = await exec(
    'ps',
    ['-o', 'stat=,lstart=', '-p', String(pid)],
    {
      allowFailure: true,
    },
  );
  const [, stat, begin] = /^\s*(\S+)\s+(.+?)\s*$/.exec(stdout) ?? [];
  return !begin || stat.startsWith('Z') ? undefined : begin;
}

async function writeWhole(file: string, content: string) {
  await writeFile(`${file}.tmp`, content, { mode: 0o600 });
  await rename(`${file}.tmp`, file);
}
