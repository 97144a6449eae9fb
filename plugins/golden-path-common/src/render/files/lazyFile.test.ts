/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { documentFile, pageFile } from './lazyFile';

describe.each([
  ['documentFile', 'document', documentFile],
  ['pageFile', 'markdown', pageFile],
] as const)('%s', (_, field, make) => {
  it('makes its content when it is first read, and once', () => {
    const content = jest.fn(() => 'made');
    const file = make('a/b', content) as Record<string, unknown>;
    expect(file.path).toBe('a/b');
    expect(field in file).toBe(true);
    expect(content).not.toHaveBeenCalled();
    expect([file[field], file[field]]).toEqual(['made', 'made']);
    expect(content).toHaveBeenCalledTimes(1);
  });

  it('is a file like others to who copies or compares it', () => {
    const file = make('a/b', () => 'made');
    expect({ ...file }).toEqual({ path: 'a/b', [field]: 'made' });
  });
});
