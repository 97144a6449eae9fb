/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { CatalogApi } from '@backstage/catalog-client';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  FieldExtensionOptions,
  SecretsContextProvider,
  TemplateParameterSchema,
} from '@backstage/plugin-scaffolder-react';
import {
  Stepper,
  StepperProps,
} from '@backstage/plugin-scaffolder-react/alpha';
import { Route, Routes } from 'react-router-dom';
import { aCatalog, FakeGoldenPathApi } from '../__fixtures__';
import { goldenPathApiRef } from '../api/GoldenPathApi';
import { DependencyPicker } from '../fields/DependencyPicker';
import { NameField } from '../fields/Name';
import { PageField } from '../fields/Page';
import { PortPicker, validatePort } from '../fields/PortPicker';
import { checkDraft, PreviewField } from '../fields/Preview';
import { ResourcesPicker } from '../fields/ResourcesPicker';
import { UpgradeField } from '../fields/Upgrade';

const EXTENSIONS = [
  { name: 'GoldenPathName', component: NameField },
  {
    name: 'GoldenPathPortPicker',
    component: PortPicker,
    validation: validatePort,
  },
  { name: 'GoldenPathResourcesPicker', component: ResourcesPicker },
  { name: 'GoldenPathDependencyPicker', component: DependencyPicker },
  {
    name: 'GoldenPathPreview',
    component: PreviewField,
    validation: checkDraft,
  },
  { name: 'GoldenPathPage', component: PageField },
  { name: 'GoldenPathUpgrade', component: UpgradeField },
] as unknown as FieldExtensionOptions<any, any>[];

/** A page of a form, as a template writes it. */
export type FormPage = TemplateParameterSchema['steps'][number];

type PageSchema = FormPage['schema'];

/** Renders the scaffolder's own form, against a fake backend and a small catalog. */
export function renderForm(options: {
  pages: FormPage[];
  values?: Record<string, unknown>;
  api?: FakeGoldenPathApi;
  entities?: Entity[];
  catalogApi?: CatalogApi;
}): { api: FakeGoldenPathApi; onCreate: jest.Mock; container: HTMLElement } {
  const api = options.api ?? new FakeGoldenPathApi();
  const onCreate = jest.fn(async () => {});
  const form = (
    <SecretsContextProvider>
      <Stepper
        manifest={{
          title: 'New service',
          steps: options.pages.map(({ title, schema }) => ({
            title,
            schema: { title, ...schema },
          })),
        }}
        extensions={EXTENSIONS}
        initialState={(options.values ?? {}) as StepperProps['initialState']}
        onCreate={onCreate}
      />
    </SecretsContextProvider>
  );
  const { container } = renderInTestApp(
    // The scaffolder's own address, from which fields learn the template.
    <Routes>
      <Route path="/templates/:namespace/:templateName" element={form} />
    </Routes>,
    {
      initialRouteEntries: ['/templates/default/service'],
      apis: [
        [goldenPathApiRef, api],
        [
          catalogApiRef,
          options.catalogApi ??
            catalogApiMock({ entities: options.entities ?? aCatalog() }),
        ],
        mockApis.identity({ userEntityRef: 'user:default/guest' }),
        mockApis.permission(),
      ],
    },
  );
  return { api, onCreate, container };
}

/** A page with one field. */
export function pageOf(
  field: string,
  schema: PageSchema,
  page: PageSchema = {},
): FormPage {
  return {
    title: 'Page',
    schema: { ...page, properties: { [field]: schema } },
  };
}
