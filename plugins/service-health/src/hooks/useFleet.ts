/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useApi } from '@backstage/core-plugin-api';
import { FleetSnapshot } from '@openpolicy/plugin-service-health-common';
import { useMemo } from 'react';
import { FeedState, serviceHealthApiRef } from '../api/ServiceHealthApi';
import { useWatchable } from './useWatchable';

/**
 * The live view of all services that the user may see.
 *
 * @public
 */
export function useFleet(): FeedState<FleetSnapshot> & { retry: () => void } {
  const api = useApi(serviceHealthApiRef);
  const watchable = useMemo(() => api.fleet(), [api]);
  const state = useWatchable(watchable);
  return { ...state, retry: () => watchable.retry() };
}
