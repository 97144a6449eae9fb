/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { TRAILERS, trailersOf } from './trailers';

const MESSAGE = `Begin coupons

Golden-Path-Merged: a line of the body

Backstage-Task: task-7
Golden-Path-Merged: README.md
Golden-Path-Merged: docs/index.md
`;
const CHANGE_ID = `Change-Id: I${'0a1b'.repeat(10)}`;

describe('trailersOf', () => {
  it.each([
    ['a message', MESSAGE],
    ['one under which publish:gitea put its own', `${MESSAGE}\n\n${CHANGE_ID}`],
  ])('reads the last paragraph of %s', (_, message) => {
    expect(trailersOf(message, TRAILERS.task)).toEqual(['task-7']);
    expect(trailersOf(message, TRAILERS.merged)).toEqual([
      'README.md',
      'docs/index.md',
    ]);
    expect(trailersOf(message, TRAILERS.user)).toEqual([]);
  });

  it.each([
    ['a title alone', 'Backstage-Task: task-7'],
    ['a title and a Change-Id', `Backstage-Task: task-7\n\n${CHANGE_ID}`],
    ['a paragraph that is not the last', `${MESSAGE}\nSigned off.\n`],
    ['one above two more', `${MESSAGE}\n${CHANGE_ID}\n\n${CHANGE_ID}`],
  ])('takes nothing of %s', (_, message) => {
    expect(trailersOf(message, TRAILERS.task)).toEqual([]);
  });
});
