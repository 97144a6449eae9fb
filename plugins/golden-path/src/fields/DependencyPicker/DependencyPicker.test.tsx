/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { aCatalog, aDraft, refusal } from '../../__fixtures__';
import { pageOf, renderForm } from '../../__testUtils__/renderForm';

expect.extend(toHaveNoViolations);

const PAGE = pageOf('dependencies', {
  type: 'array',
  items: { type: 'object' },
  'ui:field': 'GoldenPathDependencyPicker',
});

const search = () => screen.findByRole('textbox', { name: 'Add a dependency' });
const rows = () => screen.findAllByTestId('dependency-row');

async function add(text: string) {
  await userEvent.type(await search(), text);
  await userEvent.keyboard('{ArrowDown}{Enter}');
}

describe('DependencyPicker', () => {
  it('offers services, APIs and resources of the catalog by kind', async () => {
    renderForm({ pages: [PAGE], values: aDraft() });
    await userEvent.click(await search());
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual([
      'Cartcomponent:default/cart',
      'Checkoutcomponent:default/checkout',
      'Ledgercomponent:default/ledger',
      'Ledger APIapi:default/ledger-api',
      'Redisresource:default/redis',
    ]);
    for (const kind of ['Service', 'API', 'Resource']) {
      expect(screen.getByText(kind)).toBeInTheDocument();
    }
  });

  it('adds with the keyboard alone, and offers what is there no more', async () => {
    renderForm({ pages: [PAGE], values: aDraft() });
    await add('led');
    expect(await rows()).toHaveLength(1);
    expect((await rows())[0]).toHaveTextContent(
      'ServiceLedgercomponent:default/ledger',
    );
    expect(await search()).toHaveValue('');
    await userEvent.type(await search(), 'ledger');
    expect(
      screen.getAllByRole('option').map(option => option.textContent),
    ).toEqual(['Ledger APIapi:default/ledger-api']);
  });

  it('keeps timeout and critical of each row, and what else the spec says', async () => {
    const { onCreate } = renderForm({
      pages: [PAGE],
      values: aDraft({
        dependencies: [
          { ref: 'component:default/cart', env: 'CART' },
          { ref: 'resource:default/redis' },
        ],
      }),
    });
    await userEvent.type(
      await screen.findByRole('textbox', { name: 'Timeout of Cart' }),
      '3s',
    );
    await userEvent.click(
      screen.getByRole('checkbox', { name: 'Redis is critical' }),
    );
    await userEvent.click(screen.getByRole('button', { name: 'Review' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(onCreate).toHaveBeenCalledWith(
      expect.objectContaining({
        dependencies: [
          { ref: 'component:default/cart', env: 'CART', timeout: '3s' },
          { ref: 'resource:default/redis', critical: false },
        ],
      }),
    );
  });

  it('removes a row', async () => {
    renderForm({
      pages: [PAGE],
      values: aDraft({
        dependencies: [
          { ref: 'component:default/cart' },
          { ref: 'resource:default/redis' },
        ],
      }),
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Remove Cart' }),
    );
    expect(await rows()).toHaveLength(1);
    expect((await rows())[0]).toHaveTextContent('Redis');
  });

  it.each([
    ['what nothing serves', { ref: 'component:default/nowhere' }, 'GP-DEP-004'],
    ['itself', { ref: 'component:default/coupons' }, 'GP-DEP-002'],
    [
      'a port that is not offered',
      { ref: 'component:default/cart', port: 7999 },
      'GP-DEP-005',
    ],
    [
      'a time that is none',
      { ref: 'component:default/cart', timeout: 'soon' },
      'GP-DEP-003',
    ],
  ])('warns at the row about %s', async (_, entry, rule) => {
    renderForm({ pages: [PAGE], values: aDraft({ dependencies: [entry] }) });
    expect(await screen.findByTestId('dependency-findings')).toHaveTextContent(
      rule,
    );
  });

  it('warns of a circle when a service that is there gets a dependency', async () => {
    renderForm({
      pages: [PAGE],
      values: {
        entityRef: 'component:default/cart',
        dependencies: [{ ref: 'component:default/checkout' }],
      },
    });
    expect(await screen.findByText(/GP-DEP-006/)).toHaveTextContent(
      'closes a circle: cart → checkout → cart',
    );
  });

  it('says that nothing is there yet', async () => {
    renderForm({ pages: [PAGE], values: aDraft() });
    expect(
      await screen.findByText('It calls nothing yet.'),
    ).toBeInTheDocument();
  });

  it.each([
    ['denied', 403, /You may not read the catalog/],
    ['failed', 500, /The catalog cannot be read: Down\./],
  ])('says in the state %s what to do', async (_, status, text) => {
    renderForm({
      pages: [PAGE],
      values: aDraft(),
      catalogApi: {
        getEntities: async () => {
          throw refusal(status, 'Down.');
        },
      } as never,
    });
    expect(await screen.findByText(text)).toBeInTheDocument();
  });

  it('has no accessibility fault', async () => {
    const { container } = renderForm({
      pages: [PAGE],
      entities: aCatalog(),
      values: aDraft({
        dependencies: [
          { ref: 'component:default/cart' },
          { ref: 'component:default/nowhere' },
        ],
      }),
    });
    await screen.findByTestId('dependency-findings');
    expect(
      within((await rows())[1]).getByRole('textbox'),
    ).toHaveAccessibleDescription(/GP-DEP-004/);
    expect(await axe(container)).toHaveNoViolations();
  });
});
