/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformDefinition } from '../model/types';
import { docsOf } from './docs';
import { Finding, RuleInfo } from './types';

/** @internal */
export const PLATFORM_RULES = {
  system: {
    id: 'GP-SYSTEM-001',
    severity: 'error',
    title: 'A service belongs to a System with spec.platform',
    why: 'Namespace, registry, repository and port pool come from there.',
  },
  values: {
    id: 'GP-SYSTEM-002',
    severity: 'error',
    title: 'The values of spec.platform can be used as they are',
    why: 'A fault there breaks every service at once.',
  },
} satisfies Record<string, RuleInfo>;

/**
 * Checks the platform's part of the specification.
 *
 * @public
 */
export function validatePlatform(system: PlatformDefinition): Finding[] {
  const { spec } = system;
  const faults: Array<[path: string, value: unknown, fix: string]> = [];
  if (!isLabel(spec.namespace)) {
    faults.push([
      'namespace',
      spec.namespace,
      'Write lower case letters, digits and dashes.',
    ]);
  }
  if (spec.portPool.from < 1024 || spec.portPool.to < spec.portPool.from) {
    faults.push([
      'portPool',
      `${spec.portPool.from}-${spec.portPool.to}`,
      'Begin at 1024 or above and end after the beginning.',
    ]);
  }
  for (const link of ['runbook', 'dashboard'] as const) {
    if (!/^https?:\/\/\S+$/.test(spec.links[link])) {
      faults.push([
        `links.${link}`,
        spec.links[link],
        'Write an address that begins with https://.',
      ]);
    }
  }
  if (!isLabel(spec.delivery.project) || spec.delivery.project === 'default') {
    faults.push([
      'delivery.project',
      spec.delivery.project,
      "Name a project of the platform's own; 'default' allows everything.",
    ]);
  }
  const names = spec.environments.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    if (!isLabel(name) || names.indexOf(name) !== index) {
      faults.push([
        `environments[${index}].name`,
        name,
        'Give each environment a name of its own in lower case.',
      ]);
    }
  }
  return faults.map(([field, value, fix]) => {
    const path = `spec.platform.${field}`;
    return {
      ruleId: PLATFORM_RULES.values.id,
      severity: PLATFORM_RULES.values.severity,
      entityRef: system.entityRef,
      path,
      message: `'${path}' is '${value}', which cannot be used`,
      fix,
      docs: docsOf(PLATFORM_RULES.values.id),
    };
  });
}

function isLabel(text: string): boolean {
  return /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/.test(text);
}
