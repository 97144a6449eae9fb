/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  MockPermissionApi,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { Route, Routes } from 'react-router-dom';
import {
  aFleet,
  anEntity,
  aSnapshot,
  FakeServiceHealthApi,
} from './__fixtures__';
import {
  EntityServiceHealthCard,
  EntityServiceHealthContent,
  FleetPage,
  serviceHealthApiRef,
} from './legacy';

describe('serviceHealthPlugin of the classic frontend system', () => {
  const render = (element: JSX.Element) =>
    renderInTestApp(
      <TestApiProvider
        apis={[
          [
            serviceHealthApiRef,
            new FakeServiceHealthApi({
              service: { data: aSnapshot() },
              fleet: { data: aFleet() },
            }),
          ],
          [permissionApiRef, new MockPermissionApi()],
        ]}
      >
        <EntityProvider entity={anEntity()}>
          <Routes>
            <Route path="/" element={element} />
          </Routes>
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
        },
      },
    );

  it('has the health tab', async () => {
    await render(<EntityServiceHealthContent />);
    expect(await screen.findByTestId('verdict-headline')).toHaveTextContent(
      'Healthy',
    );
  });

  it('has the overview card', async () => {
    await render(<EntityServiceHealthCard />);
    expect(await screen.findByTestId('card-headline')).toHaveTextContent(
      'Healthy',
    );
  });

  it('has the fleet page with a header', async () => {
    await render(<FleetPage />);
    expect(
      await screen.findByRole('heading', { name: 'Fleet' }),
    ).toBeInTheDocument();
    expect(await screen.findAllByTestId('fleet-row')).toHaveLength(4);
  });
});
