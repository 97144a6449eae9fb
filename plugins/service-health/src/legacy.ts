/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * The same pages for apps of the classic frontend system.
 *
 * @packageDocumentation
 */

import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  createRouteRef,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { serviceHealthApiRef } from './api/ServiceHealthApi';
import { ServiceHealthClient } from './api/ServiceHealthClient';

export * from './api/ServiceHealthApi';
export { ServiceHealthClient } from './api/ServiceHealthClient';

const healthRouteRef = createRouteRef({ id: 'service-health:entity' });
const fleetRouteRef = createRouteRef({ id: 'service-health:fleet' });

/**
 * The plugin for `createApp({ plugins: [serviceHealthPlugin] })`.
 *
 * @public
 */
export const serviceHealthPlugin = createPlugin({
  id: 'service-health',
  apis: [
    createApiFactory({
      api: serviceHealthApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        ServiceHealthClient.create({ discoveryApi, fetchApi }),
    }),
  ],
  routes: { entity: healthRouteRef, fleet: fleetRouteRef },
});

/**
 * The Health tab: `<EntityLayout.Route path="/health" title="Health"><EntityServiceHealthContent /></EntityLayout.Route>`. The other
 * pages link to it under this path.
 *
 * @public
 */
export const EntityServiceHealthContent = serviceHealthPlugin.provide(
  createRoutableExtension({
    name: 'EntityServiceHealthContent',
    component: () =>
      import('./components/ServiceHealthContent').then(
        module => module.ServiceHealthContent,
      ),
    mountPoint: healthRouteRef,
  }),
);

/**
 * The card for the overview of an entity page.
 *
 * @public
 */
export const EntityServiceHealthCard = serviceHealthPlugin.provide(
  createComponentExtension({
    name: 'EntityServiceHealthCard',
    component: {
      lazy: () =>
        import('./components/ServiceHealthCard').then(
          module => module.ServiceHealthCard,
        ),
    },
  }),
);

/**
 * The fleet page: `<Route path="/fleet" element={<FleetPage />} />`.
 *
 * @public
 */
export const FleetPage = serviceHealthPlugin.provide(
  createRoutableExtension({
    name: 'FleetPage',
    component: () =>
      import('./components/FleetPage').then(module => module.FleetPage),
    mountPoint: fleetRouteRef,
  }),
);
