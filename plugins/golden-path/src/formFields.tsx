/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  createFormField,
  FormFieldBlueprint,
} from '@backstage/plugin-scaffolder-react/alpha';

/*
 * The fields of forms, by the names that templates use. A new field is a folder in
 * `fields/` and a row here and in `legacy.ts`.
 */

/** @internal */
export const formFields = [
  FormFieldBlueprint.make({
    name: 'name',
    params: {
      field: async () => {
        const { NameField, NameSchema } = await import('./fields/Name');
        return createFormField({
          name: 'GoldenPathName',
          component: NameField,
          schema: NameSchema,
        });
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'port-picker',
    params: {
      field: async () => {
        const { PortPicker, PortPickerSchema, validatePort } = await import(
          './fields/PortPicker'
        );
        return createFormField({
          name: 'GoldenPathPortPicker',
          component: PortPicker,
          validation: validatePort,
          schema: PortPickerSchema,
        });
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'resources-picker',
    params: {
      field: async () => {
        const { ResourcesPicker, ResourcesPickerSchema } = await import(
          './fields/ResourcesPicker'
        );
        return createFormField({
          name: 'GoldenPathResourcesPicker',
          component: ResourcesPicker,
          schema: ResourcesPickerSchema,
        });
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'dependency-picker',
    params: {
      field: async () => {
        const { DependencyPicker, DependencyPickerSchema } = await import(
          './fields/DependencyPicker'
        );
        return createFormField({
          name: 'GoldenPathDependencyPicker',
          component: DependencyPicker,
          schema: DependencyPickerSchema,
        });
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'preview',
    params: {
      field: async () => {
        const { checkDraft, PreviewField, PreviewFieldSchema } = await import(
          './fields/Preview'
        );
        return createFormField({
          name: 'GoldenPathPreview',
          component: PreviewField,
          validation: checkDraft,
          schema: PreviewFieldSchema,
        });
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'page',
    params: {
      field: async () => {
        const { PageField, PageSchema } = await import('./fields/Page');
        return createFormField({
          name: 'GoldenPathPage',
          component: PageField,
          schema: PageSchema,
        });
      },
    },
  }),
  FormFieldBlueprint.make({
    name: 'upgrade',
    params: {
      field: async () => {
        const { UpgradeField, UpgradeFieldSchema } = await import(
          './fields/Upgrade'
        );
        return createFormField({
          name: 'GoldenPathUpgrade',
          component: UpgradeField,
          schema: UpgradeFieldSchema,
        });
      },
    },
  }),
];
