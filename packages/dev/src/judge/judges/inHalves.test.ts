/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { inHalves } from './inHalves';

describe('inHalves', () => {
  const judge = (bad: string[]) => {
    const asked: string[][] = [];
    const exec = async (_: string, args: string[]) => {
      asked.push(args);
      const found = args.filter(arg => bad.includes(arg));
      return { code: found.length, stdout: found.join(), stderr: 'why' };
    };
    return { asked, exec };
  };
  const command = (batch: readonly string[]) => ({
    program: 'judge',
    args: [...batch],
  });

  it('asks twice while all is well', async () => {
    const { asked, exec } = judge([]);
    expect(await inHalves(['a', 'b', 'c'], exec, command)).toEqual(new Map());
    expect(asked).toEqual([['a', 'b'], ['c']]);
  });

  it('asks about each file of a bad half alone', async () => {
    const { asked, exec } = judge(['b']);
    const bad = await inHalves(['a', 'b', 'c'], exec, command);
    expect([...bad]).toEqual([['b', 'b\nwhy']]);
    expect(asked).toEqual(
      expect.arrayContaining([['a', 'b'], ['c'], ['a'], ['b']]),
    );
    expect(asked).toHaveLength(4);
  });

  it('asks alone only about those that may be to blame', async () => {
    const { asked, exec } = judge(['b']);
    const bad = await inHalves(
      ['a', 'b', 'c', 'd'],
      exec,
      command,
      (batch, stdout) => batch.filter(file => stdout.includes(file)),
    );
    expect([...bad.keys()]).toEqual(['b']);
    expect(asked).toEqual([['a', 'b'], ['c', 'd'], ['b']]);
  });

  it('asks nothing about nothing', async () => {
    const { asked, exec } = judge([]);
    await inHalves([], exec, command);
    expect(asked).toEqual([]);
  });
});
