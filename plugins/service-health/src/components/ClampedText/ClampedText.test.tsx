/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { renderInTestApp } from '@backstage/frontend-test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ClampedText } from './ClampedText';

describe('ClampedText', () => {
  // jsdom has no layout.
  const height = (scroll: number, client: number) => {
    const { prototype } = HTMLElement;
    jest.spyOn(prototype, 'scrollHeight', 'get').mockReturnValue(scroll);
    jest.spyOn(prototype, 'clientHeight', 'get').mockReturnValue(client);
  };
  afterEach(() => jest.restoreAllMocks());

  it('has no button for a text that fits', async () => {
    height(60, 60);
    renderInTestApp(<ClampedText text="short" />);
    expect(await screen.findByText('short')).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('shows the rest of a long one on demand, and folds it again', async () => {
    height(200, 60);
    renderInTestApp(<ClampedText text="long" />);
    const button = await screen.findByRole('button', { name: 'Show all' });
    expect(button).toHaveAttribute('aria-expanded', 'false');
    await userEvent.click(button);
    expect(screen.getByRole('button', { name: 'Show less' })).toHaveAttribute(
      'aria-expanded',
      'true',
    );
    await userEvent.click(screen.getByRole('button'));
    expect(
      screen.getByRole('button', { name: 'Show all' }),
    ).toBeInTheDocument();
  });
});
