/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { EnvironmentSpec, PlatformSpec } from './platformSpec';
import { ServiceSpec } from './serviceSpec';

/**
 * Host names under which a service with a port at the gateway is reached from
 * outside: its own, else the environment's, else the platform's.
 *
 * @param spec - the effective spec in that environment
 * @public
 */
export function publicHosts(
  spec: ServiceSpec,
  environment: EnvironmentSpec,
  platform: PlatformSpec,
): readonly string[] {
  const own = spec.traffic.gateway.hosts;
  return own.length > 0 ? own : environment.hosts ?? platform.gateway.hosts;
}

/**
 * Whether a port of the service is open to the platform's gateway.
 *
 * @public
 */
export function isPublic(spec: ServiceSpec): boolean {
  return spec.ports.some(({ expose }) => expose === 'gateway');
}
