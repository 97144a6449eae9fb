/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  ScaffolderFieldExtensions,
  useCustomFieldExtensions,
} from '@backstage/plugin-scaffolder-react';
import {
  MockPermissionApi,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import { ReactNode } from 'react';
import { aService, FakeGoldenPathApi } from './__fixtures__';
import {
  EntityGoldenPathCard,
  goldenPathApiRef,
  GoldenPathDependencyPickerFieldExtension,
  GoldenPathNameFieldExtension,
  GoldenPathPageFieldExtension,
  goldenPathPlugin,
  GoldenPathPortPickerFieldExtension,
  GoldenPathPreviewFieldExtension,
  GoldenPathResourcesPickerFieldExtension,
  GoldenPathUpgradeFieldExtension,
} from './legacy';
import { templateRouteRef } from './routes';

function Names({ outlet }: { outlet: ReactNode }) {
  const fields = useCustomFieldExtensions(outlet);
  return <p>{fields.map(({ name }) => name).join(' ')}</p>;
}

describe('goldenPathPlugin of the classic frontend system', () => {
  it('gives the scaffolder its fields', async () => {
    await renderInTestApp(
      <Names
        outlet={
          <ScaffolderFieldExtensions>
            <GoldenPathNameFieldExtension />
            <GoldenPathPortPickerFieldExtension />
            <GoldenPathResourcesPickerFieldExtension />
            <GoldenPathDependencyPickerFieldExtension />
            <GoldenPathPreviewFieldExtension />
            <GoldenPathPageFieldExtension />
            <GoldenPathUpgradeFieldExtension />
          </ScaffolderFieldExtensions>
        }
      />,
    );
    expect(
      screen.getByText(
        'GoldenPathName GoldenPathPortPicker GoldenPathResourcesPicker GoldenPathDependencyPicker GoldenPathPreview GoldenPathPage GoldenPathUpgrade',
      ),
    ).toBeInTheDocument();
  });

  it('has the card', async () => {
    await renderInTestApp(
      <TestApiProvider
        apis={[
          [goldenPathApiRef, new FakeGoldenPathApi()],
          [permissionApiRef, new MockPermissionApi()],
        ]}
      >
        <EntityProvider entity={aService('cart')}>
          <EntityGoldenPathCard />
        </EntityProvider>
      </TestApiProvider>,
      {
        mountedRoutes: {
          '/catalog/:namespace/:kind/:name': entityRouteRef,
          '/create/templates/:namespace/:templateName': templateRouteRef,
        },
      },
    );
    expect(await screen.findByText('Golden path')).toBeInTheDocument();
  });

  it('brings the client of its backend', () => {
    expect([...goldenPathPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      'plugin.golden-path.service',
    ]);
  });
});
