/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { screen } from '@testing-library/react';
import {
  aFleet,
  anEntity,
  aSnapshot,
  FakeServiceHealthApi,
} from './__fixtures__';
import { serviceHealthApiRef } from './api/ServiceHealthApi';
import { ServiceHealthClient } from './api/ServiceHealthClient';
import plugin from './plugin';

describe('serviceHealthPlugin', () => {
  const api = new FakeServiceHealthApi({
    service: { data: aSnapshot() },
    fleet: { data: aFleet() },
  });
  const apis = [
    [serviceHealthApiRef, api],
    mockApis.permission(),
    mockApis.identity(),
  ] as const;
  const mountedRoutes = {
    '/catalog/:namespace/:kind/:name': entityRouteRef,
  };
  const renderEntity = (
    id: Parameters<typeof plugin.getExtension>[0],
    entity: Entity,
  ) =>
    renderTestApp({
      extensions: [createTestEntityPage({ entity }), plugin.getExtension(id)],
      apis,
      mountedRoutes,
    });

  it('has a health tab for components', async () => {
    renderEntity('entity-content:service-health/health', anEntity());
    expect(await screen.findByTestId('verdict-headline')).toHaveTextContent(
      'Healthy',
    );
  });

  it('has a health card for components', async () => {
    renderEntity('entity-card:service-health/health', anEntity());
    expect(await screen.findByTestId('card-headline')).toHaveTextContent(
      'Healthy',
    );
  });

  it('has a fleet page', async () => {
    renderTestApp({
      extensions: [plugin.getExtension('page:service-health')],
      apis,
      mountedRoutes,
      initialRouteEntries: ['/fleet'],
    });
    expect(await screen.findAllByTestId('fleet-row')).toHaveLength(4);
  });

  it('brings the client of its backend', () => {
    const extension = plugin.getExtension('api:service-health');
    expect(extension).toBeDefined();
    expect(createExtensionTester(extension)).toBeDefined();
    expect(
      ServiceHealthClient.create({
        discoveryApi: mockApis.discovery(),
        fetchApi: mockApis.fetch(),
      }),
    ).toBeDefined();
  });
});
