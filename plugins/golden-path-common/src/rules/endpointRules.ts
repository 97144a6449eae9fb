/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ResourceEndpoint } from '../spec/platformSpec';
import { docsOf } from './docs';
import { isClusterInternal, isHostName, isLabel } from './syntax';
import { Finding, SpecRuleInfo } from './types';

/** @internal */
export const ENDPOINT_RULES = {
  endpoint: {
    id: 'GP-RESOURCE-001',
    severity: 'error',
    title: 'The endpoint of a Resource can be called as it is',
    why: 'Addresses and network policies of all services that depend on it are made from it.',
    fields: ['spec.endpoint'],
    example: { endpoint: { port: 0 } },
  },
} satisfies Record<string, SpecRuleInfo>;

/**
 * Checks where a Resource answers.
 *
 * @param entityRef - of the Resource
 * @public
 */
export function validateEndpoint(
  entityRef: string,
  endpoint: ResourceEndpoint,
): Finding[] {
  const { scheme, host, port } = endpoint;
  const faults: Array<[field: string, value: unknown, fix: string]> = [];
  if (!/^[a-z][a-z0-9+.-]*$/.test(scheme)) {
    faults.push(['scheme', scheme, 'Write the scheme alone, as postgresql.']);
  }
  if (!isLabel(host) && (!isHostName(host) || isClusterInternal(host))) {
    faults.push([
      'host',
      host,
      'Write the name of its Service alone, or the full name of a host outside the cluster.',
    ]);
  }
  if (port < 1 || port > 65535) {
    faults.push(['port', port, 'Take a port from 1 to 65535.']);
  }
  return faults.map(([field, value, fix]) => ({
    ruleId: ENDPOINT_RULES.endpoint.id,
    severity: ENDPOINT_RULES.endpoint.severity,
    entityRef,
    path: `spec.endpoint.${field}`,
    message: `'spec.endpoint.${field}' is '${value}', which cannot be called`,
    fix,
    docs: docsOf(ENDPOINT_RULES.endpoint.id),
  }));
}
