/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The same for apps of the classic frontend system.
 *
 * @packageDocumentation
 */

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createScaffolderFieldExtension } from '@backstage/plugin-scaffolder-react';
import { goldenPathApiRef } from './api/GoldenPathApi';
import { GoldenPathClient } from './api/GoldenPathClient';
import {
  DependencyPicker,
  DependencyPickerSchema,
} from './fields/DependencyPicker';
import { NameField, NameSchema } from './fields/Name';
import { PageField, PageSchema } from './fields/Page';
import {
  PortPicker,
  PortPickerSchema,
  validatePort,
} from './fields/PortPicker';
import { checkDraft, PreviewField, PreviewFieldSchema } from './fields/Preview';
import {
  ResourcesPicker,
  ResourcesPickerSchema,
} from './fields/ResourcesPicker';
import { UpgradeField, UpgradeFieldSchema } from './fields/Upgrade';
import { templateRouteRef } from './routes';

export * from './api/GoldenPathApi';
export { GoldenPathClient } from './api/GoldenPathClient';

/**
 * The plugin for `createApp({ plugins: [goldenPathPlugin] })`. Bind its external route
 * `template` to the scaffolder's `selectedTemplate`.
 *
 * @public
 */
export const goldenPathPlugin = createPlugin({
  id: 'golden-path',
  apis: [
    createApiFactory({
      api: goldenPathApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => GoldenPathClient.create({ fetchApi }),
    }),
  ],
  externalRoutes: { template: templateRouteRef },
});

/**
 * The card for the overview of an entity page.
 *
 * @public
 */
export const EntityGoldenPathCard = goldenPathPlugin.provide(
  createComponentExtension({
    name: 'EntityGoldenPathCard',
    component: {
      lazy: () =>
        import('./components/GoldenPathCard').then(
          module => module.GoldenPathCard,
        ),
    },
  }),
);

/*
 * The fields, for `<ScaffolderFieldExtensions>` inside of the scaffolder's page.
 */

/** @public */
export const GoldenPathNameFieldExtension = goldenPathPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GoldenPathName',
    component: NameField,
    schema: NameSchema.schema,
  }),
);

/** @public */
export const GoldenPathPortPickerFieldExtension = goldenPathPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GoldenPathPortPicker',
    component: PortPicker,
    validation: validatePort,
    schema: PortPickerSchema.schema,
  }),
);

/** @public */
export const GoldenPathResourcesPickerFieldExtension = goldenPathPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GoldenPathResourcesPicker',
    component: ResourcesPicker,
    schema: ResourcesPickerSchema.schema,
  }),
);

/** @public */
export const GoldenPathDependencyPickerFieldExtension =
  goldenPathPlugin.provide(
    createScaffolderFieldExtension({
      name: 'GoldenPathDependencyPicker',
      component: DependencyPicker,
      schema: DependencyPickerSchema.schema,
    }),
  );

/** @public */
export const GoldenPathPreviewFieldExtension = goldenPathPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GoldenPathPreview',
    component: PreviewField,
    validation: checkDraft,
    schema: PreviewFieldSchema.schema,
  }),
);

/** @public */
export const GoldenPathPageFieldExtension = goldenPathPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GoldenPathPage',
    component: PageField,
    schema: PageSchema.schema,
  }),
);

/** @public */
export const GoldenPathUpgradeFieldExtension = goldenPathPlugin.provide(
  createScaffolderFieldExtension({
    name: 'GoldenPathUpgrade',
    component: UpgradeField,
    schema: UpgradeFieldSchema.schema,
  }),
);
