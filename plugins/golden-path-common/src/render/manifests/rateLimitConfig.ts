/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { RATE_LIMIT_SERVICE } from '../conventions';
import { emitDocument } from '../emitYaml';
import { isGloballyLimited, rateLimitWindows } from '../rateLimit';
import { Manifest, ManifestValue, PlatformContext } from '../types';
import { ServiceDefinition } from '../../model/types';
import { WINDOW_KEY } from './envoyFilter';
import { platformMetadata } from './metadata';

/**
 * The configuration of the rate limit service: a file for each service with a
 * global limit, to be mounted as its directory `config`. The service reads it again
 * when it changes, with RUNTIME_WATCH_ROOT=false (a mounted ConfigMap changes by a
 * symbolic link).
 *
 * @internal
 */
export function renderRateLimitConfig(context: PlatformContext): Manifest[] {
  const limited = context.model.services.filter(({ spec }) =>
    isGloballyLimited(spec),
  );
  if (limited.length === 0) {
    return [];
  }
  return [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: platformMetadata(context, `${RATE_LIMIT_SERVICE.name}-config`),
      data: Object.fromEntries(
        limited.map(service => [
          `${service.name}.yaml`,
          emitDocument(domainOf(service)),
        ]),
      ),
    },
  ];
}

/** The service's name is the domain, so that no service counts for another. */
function domainOf({ name, spec }: ServiceDefinition): ManifestValue {
  const { rateLimit } = spec.traffic;
  return {
    domain: name,
    descriptors: (rateLimit ? rateLimitWindows(rateLimit) : []).map(
      ({ unit, requests }) => ({
        key: WINDOW_KEY,
        value: unit,
        rate_limit: { unit, requests_per_unit: requests },
      }),
    ),
  };
}
