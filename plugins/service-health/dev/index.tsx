/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createDevApp } from '@backstage/frontend-dev-utils';
import { PageBlueprint } from '@backstage/frontend-plugin-api';
import {
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  FleetSnapshot,
  ServiceSnapshot,
} from '@openpolicy/plugin-service-health-common';
import { useParams } from 'react-router-dom';
import {
  aDegradedSnapshot,
  aDriftedApplication,
  aFleet,
  aFleetRow,
  ago,
  anEntity,
  aSnapshot,
  aSource,
  NOW,
} from '../src/__fixtures__/builders';
import {
  FakeServiceHealthApi,
  FakeWatchable,
  live,
} from '../src/__fixtures__/FakeServiceHealthApi';
import { FeedState, serviceHealthApiRef } from '../src/api/ServiceHealthApi';
import { ServiceHealthCard } from '../src/components/ServiceHealthCard';
import { ServiceHealthContent } from '../src/components/ServiceHealthContent';
import plugin from '../src/plugin';

const healthy = aSnapshot();

/** Every state of the pages, by the name of the entity that shows it. */
const STATES: Record<string, Partial<FeedState<ServiceSnapshot>>> = {
  healthy: { data: healthy },
  degraded: { data: aDegradedSnapshot() },
  drifted: {
    data: aSnapshot({
      delivery: { ...healthy.delivery, applications: [aDriftedApplication()] },
    }),
  },
  loading: {},
  connecting: {
    data: aSnapshot({
      rollout: { ...healthy.rollout, state: 'connecting' },
      delivery: { ...healthy.delivery, state: 'connecting' },
      alerts: { ...healthy.alerts, state: 'connecting' },
    }),
  },
  stale: {
    data: aSnapshot({
      delivery: {
        ...healthy.delivery,
        sources: [
          aSource('argocd', {
            state: 'failed',
            observedAt: ago(125),
            failingSince: ago(120),
            retryAt: ago(-12),
            reason: 'Connection refused.',
            nextStep: 'Ask the platform team.',
          }),
        ],
      },
    }),
  },
  unbound: {
    data: aSnapshot({
      rollout: { ...healthy.rollout, state: 'unbound' },
      delivery: { ...healthy.delivery, state: 'unbound' },
      alerts: { ...healthy.alerts, state: 'unbound' },
    }),
  },
  denied: { connection: 'denied' },
  failed: { connection: 'retrying', problem: 'Connection refused.' },
  lost: {
    data: healthy,
    connection: 'retrying',
    heardAt: NOW.getTime() - 60_000,
    problem: 'Connection refused.',
  },
};

class GalleryApi extends FakeServiceHealthApi {
  service(entityRef?: string) {
    const state = STATES[entityRef?.split('/')[1] ?? ''] ?? {};
    return new FakeWatchable<ServiceSnapshot>(live(state));
  }
}

const fleet: FleetSnapshot = {
  ...aFleet(),
  rows: Object.entries(STATES).map(([name, { data }]) =>
    aFleetRow(name, data && { ...data.verdict }),
  ),
};

const galleryPage = PageBlueprint.make({
  name: 'gallery',
  params: {
    path: '/catalog/:namespace/:kind/:name',
    routeRef: entityRouteRef,
    loader: async () => <Gallery />,
  },
});

function Gallery() {
  const { name } = useParams();
  return (
    <EntityProvider entity={anEntity(name)}>
      <ServiceHealthContent />
      <hr />
      <ServiceHealthCard />
    </EntityProvider>
  );
}

createDevApp({
  features: [
    plugin.withOverrides({
      extensions: [
        plugin.getExtension('api:service-health').override({
          params: defineParams =>
            defineParams({
              api: serviceHealthApiRef,
              deps: {},
              factory: () => new GalleryApi({ fleet: { data: fleet } }),
            }),
        }),
        galleryPage,
      ],
    }),
  ],
});
