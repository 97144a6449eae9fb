/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { aDraft } from '../../__fixtures__';
import { pageOf, renderForm } from '../../__testUtils__/renderForm';

expect.extend(toHaveNoViolations);

const PAGE = pageOf('name', {
  type: 'string',
  title: 'Name',
  'ui:field': 'GoldenPathName',
});

describe('NameField', () => {
  it('says as one types whether a name is free, taken or none', async () => {
    const { container } = renderForm({
      pages: [PAGE],
      values: aDraft({ name: undefined }),
    });
    const field = await screen.findByRole('textbox', { name: /Name/ });
    await userEvent.type(field, 'cart');
    expect(await screen.findByText(/GP-CREATE-001/)).toHaveTextContent(
      "the catalog has 'component:default/cart' already",
    );
    await userEvent.type(field, 's');
    expect(
      await screen.findByText("'carts' is free in the catalog."),
    ).toBeInTheDocument();
    await userEvent.type(field, '_');
    expect(await screen.findByText(/GP-NAME-001/)).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });
});
