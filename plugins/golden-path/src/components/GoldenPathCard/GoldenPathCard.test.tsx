/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { GENERATOR_VERSION } from '@openpolicy/plugin-golden-path-common';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe, toHaveNoViolations } from 'jest-axe';
import { Route, Routes, useLocation } from 'react-router-dom';
import { aService, FakeGoldenPathApi, refusal } from '../../__fixtures__';
import { goldenPathApiRef } from '../../api/GoldenPathApi';
import { templateRouteRef } from '../../routes';
import { GoldenPathCard } from './GoldenPathCard';
import { changeQuery, isOlder, presentCard } from './presentCard';

expect.extend(toHaveNoViolations);

const SOURCE = {
  'backstage.io/source-location': 'url:https://git.example.com/shop/cart',
};

const made = (annotations: Record<string, string>): Entity =>
  aService('cart', { scale: { min: 3, max: 7 } }, { annotations });

function Address() {
  const { pathname, search } = useLocation();
  return <p data-testid="address">{`${pathname}${search}`}</p>;
}

describe('GoldenPathCard', () => {
  const render = (
    entity: Entity,
    options: { mayChange?: boolean; api?: FakeGoldenPathApi } = {},
  ) =>
    renderInTestApp(
      <Routes>
        <Route
          path="/"
          element={
            <EntityProvider entity={entity}>
              <GoldenPathCard />
            </EntityProvider>
          }
        />
        <Route path="*" element={<Address />} />
      </Routes>,
      {
        apis: [
          [goldenPathApiRef, options.api ?? new FakeGoldenPathApi()],
          mockApis.permission({
            authorize:
              options.mayChange === false
                ? AuthorizeResult.DENY
                : AuthorizeResult.ALLOW,
          }),
        ],
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          '/create/templates/:namespace/:templateName': templateRouteRef,
        } as unknown as Record<string, typeof entityRouteRef>,
      },
    );

  it('leads from an older generator to the upgrade', async () => {
    render(
      made({ ...SOURCE, 'runtime.openpolicy.io/generator-version': '0.0.3' }),
    );
    const link = await screen.findByRole('button', { name: 'Upgrade…' });
    const url = new URL(link.getAttribute('href')!, 'http://portal');
    expect(url.pathname).toBe('/create/templates/default/upgrade-service');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      entityRef: 'component:default/cart',
    });
  });

  it('offers no upgrade from the current generator', async () => {
    render(
      made({
        ...SOURCE,
        'runtime.openpolicy.io/generator-version': GENERATOR_VERSION,
      }),
    );
    await screen.findByRole('button', { name: 'Change…' });
    expect(screen.queryByText('Upgrade…')).toBeNull();
  });

  it('leads to the form of changes with what its repository says now', async () => {
    render(made(SOURCE));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Change…' }),
    );
    const address = await screen.findByTestId('address');
    const url = new URL(address.textContent!, 'http://portal');
    expect(url.pathname).toBe('/create/templates/default/change-service');
    expect(JSON.parse(url.searchParams.get('formData')!)).toEqual({
      entityRef: 'component:default/cart',
      scale: { min: 2, max: 5 },
    });
  });

  it('says why its spec cannot be read, and tries again', async () => {
    const api = new FakeGoldenPathApi({
      source: async () => {
        throw refusal(503, 'The Git server does not answer.');
      },
    });
    render(made(SOURCE), { api });
    const button = await screen.findByRole('button', { name: 'Change…' });
    await userEvent.click(button);
    expect(
      await screen.findByText(/cannot be read now: The Git server/),
    ).toBeInTheDocument();
    expect(button).toBeEnabled();
  });

  it('says which annotation is missing', async () => {
    render(made({}));
    expect(
      await screen.findByText(/backstage\.io\/source-location: url:/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says who may change it to those who may not', async () => {
    // Of another name: what a user may do is remembered for each entity.
    render(aService('ledger', {}, { annotations: SOURCE }), {
      mayChange: false,
    });
    expect(
      await screen.findByText(
        /Only those who may change it \(shop-team\).+golden-path\.service\.change/,
      ),
    ).toBeInTheDocument();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says that its files were made with an older generator', async () => {
    render(
      made({ ...SOURCE, 'runtime.openpolicy.io/generator-version': '0.0.7' }),
    );
    expect(
      await screen.findByText('Made with an older generator'),
    ).toBeInTheDocument();
    expect(await screen.findByText(/with version 0\.0\.7/)).toHaveTextContent(
      `${GENERATOR_VERSION} is current`,
    );
  });

  it.each([
    [
      'current',
      { 'runtime.openpolicy.io/generator-version': GENERATOR_VERSION },
    ],
    ['unknown', {}],
  ])(
    'has no accessibility fault with a generator that is %s',
    async (_, more) => {
      const { container } = render(made({ ...SOURCE, ...more }));
      await screen.findByRole('button', { name: 'Change…' });
      expect(await axe(container)).toHaveNoViolations();
    },
  );
});

describe('presentCard', () => {
  it.each([
    ['1.2.0', '1.10.0', true],
    ['1.10.0', '1.2.0', false],
    ['1.2', '1.2.0', false],
    ['1.2', '1.2.1', true],
    ['1.2.0', '1.2.0', false],
    ['main', '1.2.0', false],
  ])('compares %s with %s by numbers', (version, current, older) => {
    expect(isOlder(version, current)).toBe(older);
  });

  it.each([
    ['url:https://git.example.com/shop/cart', true],
    ['file:/srv/cart', false],
    ['', false],
  ])('takes %s for a repository: %s', (location, hasSource) => {
    expect(
      presentCard(made({ 'backstage.io/source-location': location })).hasSource,
    ).toBe(hasSource);
  });

  it('keeps syntax in values out of the address', () => {
    const query = new URLSearchParams(
      changeQuery('component:default/cart', "env:\n  A: '&b=c#{{ d }}'\n"),
    );
    expect([...query.keys()]).toEqual(['formData']);
    expect(JSON.parse(query.get('formData')!).env).toEqual({
      A: '&b=c#{{ d }}',
    });
  });
});
