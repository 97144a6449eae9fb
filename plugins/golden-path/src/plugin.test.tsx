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
import { entityRouteRef } from '@backstage/plugin-catalog-react';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';
import { screen } from '@testing-library/react';
import { aService, FakeGoldenPathApi } from './__fixtures__';
import { goldenPathApiRef } from './api/GoldenPathApi';
import { formFields } from './formFields';
import plugin from './plugin';

describe('goldenPathPlugin', () => {
  it.each([
    ['name', 'GoldenPathName'],
    ['port-picker', 'GoldenPathPortPicker'],
    ['resources-picker', 'GoldenPathResourcesPicker'],
    ['dependency-picker', 'GoldenPathDependencyPicker'],
    ['preview', 'GoldenPathPreview'],
    ['page', 'GoldenPathPage'],
    ['upgrade', 'GoldenPathUpgrade'],
  ])('brings the field %s as %s', async (name, field) => {
    const extension = plugin.getExtension(
      `scaffolder-form-field:golden-path/${name}` as Parameters<
        typeof plugin.getExtension
      >[0],
    );
    const load = createExtensionTester(extension).get(
      FormFieldBlueprint.dataRefs.formFieldLoader,
    );
    expect(await load()).toMatchObject({ name: field });
  });

  it('tests each of its fields above', () => {
    expect(formFields).toHaveLength(7);
  });

  const renderCard = (entity: Entity) =>
    renderTestApp({
      extensions: [
        createTestEntityPage({ entity }),
        plugin.getExtension('entity-card:golden-path/service'),
      ],
      apis: [
        [goldenPathApiRef, new FakeGoldenPathApi()],
        mockApis.permission(),
        mockApis.identity(),
      ],
      mountedRoutes: { '/catalog/:namespace/:kind/:name': entityRouteRef },
    });

  it('shows the card for a service on the golden path', async () => {
    renderCard(aService('cart'));
    expect(await screen.findByText('Golden path')).toBeInTheDocument();
  });

  it('shows no card for other components', async () => {
    renderCard({ ...aService('cart'), spec: { type: 'website' } });
    await expect(
      screen.findByText('Golden path', {}, { timeout: 300 }),
    ).rejects.toThrow();
  });

  it('brings the client of its backend', () => {
    expect(plugin.getExtension('api:golden-path')).toBeDefined();
  });
});
