/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { useApi } from '@backstage/core-plugin-api';
import { ServiceSnapshot } from '@openpolicy/plugin-service-health-common';
import { useMemo } from 'react';
import { FeedState, serviceHealthApiRef } from '../api/ServiceHealthApi';
import { useWatchable } from './useWatchable';

/**
 * The live view of one service, with a way to try again after a final answer.
 *
 * @public
 */
export function useServiceSnapshot(
  entityRef: string,
): FeedState<ServiceSnapshot> & { retry: () => void } {
  const api = useApi(serviceHealthApiRef);
  const watchable = useMemo(() => api.service(entityRef), [api, entityRef]);
  const state = useWatchable(watchable);
  return { ...state, retry: () => watchable.retry() };
}
