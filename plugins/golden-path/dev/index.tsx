/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { Content } from '@backstage/core-components';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import {
  FieldExtensionOptions,
  SecretsContextProvider,
} from '@backstage/plugin-scaffolder-react';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { useParams } from 'react-router-dom';
import {
  aCatalog,
  aDraft,
  aPool,
  aService,
  FakeGoldenPathApi,
  refusal,
} from '../src/__fixtures__';
import { goldenPathApiRef, PortPool } from '../src/api/GoldenPathApi';
import { GoldenPathCard } from '../src/components/GoldenPathCard';
import { DependencyPicker } from '../src/fields/DependencyPicker';
import { NameField } from '../src/fields/Name';
import { PageField } from '../src/fields/Page';
import { PortPicker, validatePort } from '../src/fields/PortPicker';
import { checkDraft, PreviewField } from '../src/fields/Preview';
import { ResourcesPicker } from '../src/fields/ResourcesPicker';
import plugin from '../src';

/*
 * The form in each state, at /form/<state>, and the card, at
 * /catalog/default/component/<generator version>.
 */

/** As many services as the platform has, so that speed can be seen too. */
const OTHERS = Array.from({ length: 21 }, (_, index) =>
  aService(`other-${index}`, {
    ports: [{ name: 'http', port: 8001 + index }],
    dependencies: [
      { ref: 'component:default/ledger' },
      { ref: `component:default/other-${(index + 7) % 21}`, critical: false },
    ],
  }),
);

const fail = (status: number) => async (): Promise<never> => {
  throw refusal(status, 'Connection refused.');
};

/** How the backend answers, by the last part of the address. */
const PORTS: Record<string, () => Promise<PortPool>> = {
  ready: async () => aPool(),
  loading: () => new Promise(() => {}),
  full: async () => aPool({ next: undefined }),
  denied: fail(403),
  failed: fail(502),
};

const stateOf = () => window.location.pathname.split('/').pop() ?? 'ready';

class GalleryApi extends FakeGoldenPathApi {
  async getPorts() {
    return await (PORTS[stateOf()] ?? PORTS.ready)();
  }
}

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
] as unknown as FieldExtensionOptions<any, any>[];

const MANIFEST = {
  title: 'New service',
  steps: [
    {
      title: 'Service',
      schema: {
        'ui:field': 'GoldenPathPage',
        properties: {
          name: { type: 'string', title: 'Name', 'ui:field': 'GoldenPathName' },
          title: { type: 'string', title: 'Title' },
        },
      },
    },
    {
      title: 'How it runs',
      schema: {
        'ui:field': 'GoldenPathPage',
        properties: {
          port: {
            type: 'integer',
            title: 'Port',
            'ui:field': 'GoldenPathPortPicker',
          },
          scale: {
            type: 'object',
            title: 'Scale',
            properties: {
              min: { type: 'integer', title: 'Fewest pods', default: 2 },
              max: { type: 'integer', title: 'Most pods', default: 5 },
            },
          },
          resources: {
            type: 'object',
            'ui:field': 'GoldenPathResourcesPicker',
          },
        },
      },
    },
    {
      title: 'What it talks to',
      schema: {
        'ui:field': 'GoldenPathPage',
        properties: {
          dependencies: {
            type: 'array',
            items: { type: 'object' },
            'ui:field': 'GoldenPathDependencyPicker',
          },
        },
      },
    },
    {
      title: 'Preview',
      schema: {
        properties: {
          preview: { type: 'string', 'ui:field': 'GoldenPathPreview' },
        },
      },
    },
  ],
};

const formPage = PageBlueprint.make({
  name: 'form',
  params: {
    path: '/form/:state',
    loader: async () => (
      <Content>
        <SecretsContextProvider>
          <Stepper
            manifest={MANIFEST}
            extensions={EXTENSIONS}
            initialState={aDraft({ port: undefined }) as Record<string, string>}
            onCreate={async () => {}}
          />
        </SecretsContextProvider>
      </Content>
    ),
  },
});

const cardPage = PageBlueprint.make({
  name: 'card',
  params: {
    path: '/catalog/:namespace/:kind/:name',
    routeRef: entityRouteRef,
    loader: async () => <Card />,
  },
});

function Card() {
  const { name } = useParams();
  return (
    <EntityProvider
      entity={aService(
        'cart',
        {},
        {
          annotations: {
            'backstage.io/source-location': 'url:https://git.example.com/cart',
            'runtime.openpolicy.io/generator-version': name ?? '',
          },
        },
      )}
    >
      <GoldenPathCard />
    </EntityProvider>
  );
}

createDevApp({
  features: [
    plugin.withOverrides({
      extensions: [
        plugin.getExtension('api:golden-path').override({
          params: defineParams =>
            defineParams({
              api: goldenPathApiRef,
              deps: {},
              factory: () => new GalleryApi(),
            }),
        }),
        formPage,
        cardPage,
      ],
    }),
    createFrontendModule({
      pluginId: 'app',
      extensions: [
        ApiBlueprint.make({
          name: 'catalog',
          params: defineParams =>
            defineParams({
              api: catalogApiRef,
              deps: {},
              factory: () =>
                catalogApiMock({ entities: [...aCatalog(), ...OTHERS] }),
            }),
        }),
      ],
    }),
  ],
});
