/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { temporaryFolder } from '../testUtils';
import { exec } from './exec';
import { withLock } from './lock';
import { isPortFree, pickPorts } from './ports';
import { beginOf, isAlive, ProcessTable } from './processTable';
import { isReady, waitReady } from './readiness';
import { runTasks, Task } from './taskGraph';

/** A Node program that runs until it is ended. */
const program = (folder: string, name: string, script: string) => ({
  name,
  command: process.execPath,
  args: ['-e', script],
  port: 1,
  log: join(folder, `${name}.log`),
});
const forever = 'console.log("here"); setInterval(() => {}, 1000)';
const stubborn =
  'process.on("SIGTERM", () => {}); console.log("here"); setInterval(() => {}, 1000)';

async function waitForText(file: string, text: string) {
  while (!readFileSync(file, 'utf8').includes(text)) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
}

describe('ProcessTable', () => {
  let folder: string;
  let table: ProcessTable;

  beforeEach(() => {
    folder = temporaryFolder();
    table = ProcessTable.create(join(folder, 'processes'));
  });

  afterEach(async () => {
    await table.stop((await table.records()).map(record => record.name));
  });

  it('starts a program, keeps its log, and ends it', async () => {
    const record = await table.start(program(folder, 'one', forever));
    await waitForText(record.log, 'here');
    expect((await table.alive('one'))?.pid).toBe(record.pid);
    expect(await table.stop(['one'], 30_000)).toEqual([]);
    expect(await table.alive('one')).toBeUndefined();
    expect(await table.records()).toEqual([]);
    expect(await isAlive(record)).toBe(false);
  });

  it('kills a program that does not end when it is asked to', async () => {
    const record = await table.start(program(folder, 'two', stubborn));
    await waitForText(record.log, 'here');
    expect(await table.stop(['two'], 100)).toEqual(['two']);
    expect(await isAlive(record)).toBe(false);
  });

  it('never touches a later process that got the recorded id', async () => {
    const record = await table.start(program(folder, 'mine', forever));
    const file = join(folder, 'processes/old.json');
    writeFileSync(
      file,
      JSON.stringify({ ...record, name: 'old', begin: 'another time' }),
    );
    expect(await table.alive('old')).toBeUndefined();
    await table.stop(['old']);
    expect(await isAlive(record)).toBe(true);
  });

  it('says that a program which has ended by itself is not alive', async () => {
    const record = await table.start(program(folder, 'short', ''));
    while (await isAlive(record)) {
      await new Promise(resolve => setTimeout(resolve, 20));
    }
    expect(await table.alive('short')).toBeUndefined();
  });

  it('names the program that can not be started', async () => {
    await expect(
      table.start({
        ...program(folder, 'none', ''),
        command: '/does/not/exist',
      }),
    ).rejects.toThrow("Failed to start 'none'");
  });
});

describe('beginOf', () => {
  it('knows a living process and no dead one', async () => {
    expect(await beginOf(process.pid)).toBeDefined();
    expect(await beginOf(2 ** 22 + 1)).toBeUndefined();
  });
});

describe('withLock', () => {
  it('refuses a second holder by name, and lets it in afterwards', async () => {
    const file = join(temporaryFolder(), 'lock');
    await withLock(file, 'lab up', async () => {
      await expect(withLock(file, 'lab down', async () => {})).rejects.toThrow(
        "Refused 'lab down': 'lab up' is running already",
      );
    });
    expect(await withLock(file, 'lab down', async () => 'in')).toBe('in');
  });

  it('waits for the other holder when it is patient', async () => {
    const file = join(temporaryFolder(), 'lock');
    const order: string[] = [];
    let open = () => {};
    const gate = new Promise<void>(resolve => (open = resolve));
    const first = withLock(file, 'one', async () => {
      await gate;
      order.push('one');
    });
    while (!existsSync(file))
      await new Promise(resolve => setTimeout(resolve, 5));
    const second = withLock(file, 'two', async () => order.push('two'), 30_000);
    open();
    await Promise.all([first, second]);
    expect(order).toEqual(['one', 'two']);
  });

  it('takes over the lock of a dead holder', async () => {
    const file = join(temporaryFolder(), 'lock');
    writeFileSync(file, JSON.stringify({ pid: 1, begin: 'never', what: 'x' }));
    expect(await withLock(file, 'lab up', async () => 'in')).toBe('in');
  });
});

describe('pickPorts', () => {
  it('gives each name a free port below the range of outgoing connections', async () => {
    const ports = await pickPorts(['a', 'b', 'c']);
    const values = Object.values(ports);
    expect(new Set(values).size).toBe(3);
    for (const port of values) {
      expect(port).toBeLessThan(32_768);
      expect(await isPortFree(port)).toBe(true);
    }
  });
});

describe('readiness', () => {
  it('tells a program that answers from one that only listens', async () => {
    let status = 503;
    const server = createServer((_, res) => {
      res.writeHead(status).end();
    });
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const probe = { kind: 'http' as const, url: `http://127.0.0.1:${port}/` };
    expect(await isReady({ kind: 'tcp', port }, 30_000)).toBe(true);
    expect(await isReady(probe)).toBe(false);
    status = 200;
    expect(await isReady(probe, 30_000)).toBe(true);
    await new Promise(resolve => server.close(resolve));
    expect(await isReady({ kind: 'tcp', port })).toBe(false);
  });

  it('shows the end of the log of a program that died', async () => {
    const log = join(temporaryFolder(), 'x.log');
    writeFileSync(log, 'first\nflag provided but not defined\n');
    await expect(
      waitReady({
        name: 'etcd',
        probe: { kind: 'tcp', port: 1 },
        log,
        stillRuns: async () => false,
        timeoutMs: 1000,
      }),
    ).rejects.toThrow(
      /Failed to start 'etcd': it ended while it was starting[^]*flag provided/,
    );
  });
});

describe('exec', () => {
  it('returns output and names a command that fails', async () => {
    const node = process.execPath;
    const { stdout } = await exec(
      node,
      ['-e', 'process.stdin.pipe(process.stdout)'],
      {
        input: 'hello',
      },
    );
    expect(stdout).toBe('hello');
    await expect(exec(node, ['-e', 'process.exit(3)'])).rejects.toThrow(
      'ended with exit code 3',
    );
    await expect(exec('no-such-command', [])).rejects.toThrow(
      "Failed to run 'no-such-command'",
    );
  });
});

describe('runTasks', () => {
  const task = (name: string, needs: string[], log: string[]): Task => ({
    name,
    needs,
    run: async () => {
      log.push(name);
    },
  });

  it('runs each task once, after its needs', async () => {
    const log: string[] = [];
    await runTasks([
      task('c', ['a', 'b'], log),
      task('b', ['a'], log),
      task('a', [], log),
    ]);
    expect(log).toEqual(['a', 'b', 'c']);
  });

  it('runs at once what does not depend on each other', async () => {
    let open = () => {};
    const gate = new Promise<void>(resolve => (open = resolve));
    const both = runTasks([
      { name: 'waits', needs: [], run: () => gate },
      { name: 'opens', needs: [], run: async () => open() },
    ]);
    await expect(both).resolves.toBeUndefined();
  });

  it('begins nothing new after a failure, and throws it', async () => {
    const log: string[] = [];
    const broken = {
      name: 'a',
      needs: [],
      run: async () => {
        throw new Error('broken');
      },
    };
    await expect(runTasks([broken, task('b', ['a'], log)])).rejects.toThrow(
      'broken',
    );
    expect(log).toEqual([]);
  });

  it('names a need that is no task, and tasks that wait for each other', async () => {
    await expect(runTasks([task('a', ['x'], [])])).rejects.toThrow(
      "Task 'a' needs 'x', which is no task.",
    );
    await expect(
      runTasks([task('a', ['b'], []), task('b', ['a'], [])]),
    ).rejects.toThrow("These tasks wait for each other: 'a', 'b'.");
  });
});
