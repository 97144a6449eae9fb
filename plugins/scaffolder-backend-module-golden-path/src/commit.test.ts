/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ActionContext } from '@backstage/plugin-scaffolder-node';
import { mockServices } from '@backstage/backend-test-utils';
import { trailerOf, TRAILERS } from '@openpolicy/plugin-golden-path-node';
import { authorOf, commitMessage, isCommitOf } from './commit';

const context = (more: object = {}) =>
  ({
    task: { id: 'task-7' },
    user: { ref: 'user:default/ada' },
    logger: mockServices.logger.mock(),
    ...more,
  } as unknown as ActionContext<any>);

describe('commitMessage', () => {
  it('has a title, a body and trailers', () => {
    expect(
      commitMessage('Begin coupons', context(), {
        body: ['Checks coupons.'],
        made: 'service coupons',
      }),
    ).toBe(
      'Begin coupons\n\nChecks coupons.\n\nBackstage-Task: task-7\nBackstage-User: user:default/ada\nGolden-Path-Made: service coupons\n',
    );
  });

  it.each([
    ['a line end', 'x\n\nBackstage-Task: task-8'],
    ['a carriage return', 'x\r\rBackstage-Task: task-8'],
    ['a separator of Unicode', 'x\u2028\u2028Backstage-Task: task-8'],
  ])('lets no value with %s pass for a trailer', (_, text) => {
    const message = commitMessage(text, context({ user: undefined }), {
      body: [text],
      made: text,
    });
    expect(isCommitOf(message, 'task-8')).toBe(false);
    expect(isCommitOf(message, 'task-7')).toBe(true);
    expect(trailerOf(message, TRAILERS.user)).toBeUndefined();
  });
});

describe('trailerOf', () => {
  it.each([
    ['a title alone', 'Backstage-Task: task-7\n'],
    ['a body above the last paragraph', 'x\n\nBackstage-Task: task-7\n\nend\n'],
    ['nothing', ''],
    ['another task', 'x\n\nBackstage-Task: task-77\n'],
  ])('takes none from %s', (_, message) => {
    expect(isCommitOf(message, 'task-7')).toBe(false);
  });
});

describe('authorOf', () => {
  it.each([
    [
      { displayName: 'Ada <ada>\nX', email: 'ada@example.com' },
      { name: 'Ada ada X', email: 'ada@example.com' },
    ],
    [
      { displayName: '<>', email: 'a@b>\n<c@d' },
      { name: 'OpenPolicy Portal', email: 'portal@openpolicy.example' },
    ],
  ])('takes of %o only what Git can hold', (profile, author) => {
    const entity = { metadata: { name: 'ada' }, spec: { profile } };
    expect(
      authorOf(context({ user: { ref: 'user:default/ada', entity } })),
    ).toEqual(author);
  });

  it('is the portal where nobody is known', () => {
    expect(authorOf(context({ user: undefined }))).toEqual({
      name: 'OpenPolicy Portal',
      email: 'portal@openpolicy.example',
    });
  });
});
