/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import DashboardIcon from '@material-ui/icons/Dashboard';
import { serviceHealthApiRef } from './api/ServiceHealthApi';
import { ServiceHealthClient } from './api/ServiceHealthClient';
import { fleetRouteRef } from './routes';

/** The kind that the backend knows health of. */
const FILTER = { kind: 'component' };

const serviceHealthApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: serviceHealthApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: ({ discoveryApi, fetchApi }) =>
        ServiceHealthClient.create({ discoveryApi, fetchApi }),
    }),
});

const fleetPage = PageBlueprint.make({
  params: {
    path: '/fleet',
    title: 'Fleet',
    icon: <DashboardIcon fontSize="inherit" />,
    routeRef: fleetRouteRef,
    loader: () =>
      import('./components/FleetPage').then(({ FleetContent }) => (
        <main>
          <FleetContent />
        </main>
      )),
  },
});

const healthContent = EntityContentBlueprint.make({
  name: 'health',
  params: {
    path: 'health',
    title: 'Health',
    // No group of Backstage's own: inside one, the page that a pager points to would be two clicks away. An app that defines a group of
    // this name in the configuration of `page:catalog/entity` says with it where the tab stands.
    group: 'health',
    filter: FILTER,
    loader: () =>
      import('./components/ServiceHealthContent').then(
        ({ ServiceHealthContent }) => <ServiceHealthContent />,
      ),
  },
});

const healthCard = EntityCardBlueprint.make({
  name: 'health',
  params: {
    type: 'info',
    filter: FILTER,
    loader: () =>
      import('./components/ServiceHealthCard').then(({ ServiceHealthCard }) => (
        <ServiceHealthCard />
      )),
  },
});

/**
 * The health tab, the overview card and the fleet page, for apps of the new frontend system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'service-health',
  title: 'Service health',
  icon: <DashboardIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: { fleet: fleetRouteRef },
  extensions: [serviceHealthApi, fleetPage, healthContent, healthCard],
});
