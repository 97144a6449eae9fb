/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel, ServiceDefinition } from '../../model/types';
import { FileChange } from '../deliveryPlan';
import { EnvironmentPreview } from './EnvironmentPreview';

/**
 * The files of one environment that a new service, or a new version of one, changes,
 * sorted by path: what `planDelivery` says, without rendering what stays.
 *
 * @param before - the platform without the service, or with its old version
 * @throws InputError if the platform has no such environment
 * @public
 */
export function planService(
  before: PlatformModel,
  service: ServiceDefinition,
  options: { environment: string },
): FileChange[] {
  return new EnvironmentPreview(before, options.environment)
    .filesOf(service)
    .map(({ path, before: old, content, kind }) => ({
      path,
      ...(old !== undefined && { before: old }),
      ...(kind !== 'removed' && { after: content }),
    }));
}
