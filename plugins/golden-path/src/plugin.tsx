/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
} from '@backstage/frontend-plugin-api';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import TimelineIcon from '@material-ui/icons/Timeline';
import { goldenPathApiRef } from './api/GoldenPathApi';
import { GoldenPathClient } from './api/GoldenPathClient';
import { formFields } from './formFields';
import { templateRouteRef } from './routes';

const goldenPathApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: goldenPathApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => GoldenPathClient.create({ fetchApi }),
    }),
});

const serviceCard = EntityCardBlueprint.make({
  name: 'service',
  params: {
    type: 'info',
    filter: { kind: 'component', 'spec.runtime': { $exists: true } },
    loader: () =>
      import('./components/GoldenPathCard').then(({ GoldenPathCard }) => (
        <GoldenPathCard />
      )),
  },
});

/**
 * The form fields, the preview and the card of services on the golden path, for apps
 * of the new frontend system.
 *
 * @public
 */
export default createFrontendPlugin({
  pluginId: 'golden-path',
  title: 'Golden path',
  icon: <TimelineIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  externalRoutes: { template: templateRouteRef },
  extensions: [goldenPathApi, serviceCard, ...formFields],
});
