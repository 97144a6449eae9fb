/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { GitRepository } from '../git/GitRepository';
import { startGitServer, TestGitServer } from '../testUtils/startGitServer';
import { findGenerated, HISTORY_DEPTH } from './findGenerated';

type Files = Record<string, string | undefined>;

describe('findGenerated', () => {
  let server: TestGitServer;
  let count = 0;
  let url: string;

  beforeAll(async () => {
    server = await startGitServer();
  });

  afterAll(() => server.close());

  beforeEach(() => {
    url = `${server.baseUrl}/cart-${++count}.git`;
  });

  const push = async (message: string, files: Files) => {
    const repository = await GitRepository.open({
      url,
      auth: server.auth,
      orCreate: true,
    });
    await repository.commitAndPush({
      message,
      author: { name: 'Ada', email: 'ada@example.com' },
      changes: Object.entries(files).map(([path, content]) => ({
        path,
        content,
      })),
    });
    await repository.close();
  };
  const byPortal = (files: Files, merged: string[] = []) =>
    push(
      [
        'Upgrade\n',
        'Backstage-Task: task-7',
        ...merged.map(path => `Golden-Path-Merged: ${path}`),
      ].join('\n'),
      files,
    );
  const byHand = (files: Files) => push('By hand\n', files);
  const find = async (paths: string[], depth = HISTORY_DEPTH) => {
    const repository = await GitRepository.open({
      url,
      auth: server.auth,
      depth,
    });
    try {
      return Object.fromEntries(await findGenerated(repository, paths));
    } finally {
      await repository.close();
    }
  };

  it('is what the portal wrote last, whatever people made of it', async () => {
    await byPortal({ 'a/x.yaml': '1', 'b.md': 'one' });
    await byHand({ 'a/x.yaml': 'mine' });
    await byPortal({ 'a/x.yaml': '2' });
    await byHand({ 'a/x.yaml': 'mine again', 'b.md': undefined });
    expect(await find(['a/x.yaml', 'b.md'])).toEqual({
      'a/x.yaml': '2',
      'b.md': 'one',
    });
  });

  it('is nothing for a file that only people wrote', async () => {
    await byPortal({ 'b.md': 'one' });
    await byHand({ 'c.md': 'mine' });
    await byPortal({ 'b.md': 'two' });
    expect(await find(['c.md', 'nowhere.md'])).toEqual({});
  });

  it('passes over what was merged with people’s lines', async () => {
    await byPortal({ 'b.md': 'one', 'c.md': 'one' });
    await byHand({ 'b.md': 'one, mine' });
    await byPortal({ 'b.md': 'two, mine', 'c.md': 'two' }, ['b.md']);
    expect(await find(['b.md', 'c.md'])).toEqual({
      'b.md': 'one',
      'c.md': 'two',
    });
  });

  it('does not take the edge of a shallow history for the portal’s work', async () => {
    await byHand({ 'b.md': 'mine' });
    await byPortal({ 'c.md': 'one' });
    expect(await find(['b.md', 'c.md'], 1)).toEqual({});
    expect(await find(['b.md', 'c.md'], 2)).toEqual({ 'c.md': 'one' });
  });
});
