/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { formatPath } from './paths';
import { quoted } from './syntax';
import { PlatformRule } from './types';

/** @internal */
export const environmentKnown: PlatformRule = {
  id: 'GP-ENVIRONMENT-001',
  severity: 'error',
  scope: 'platform',
  title: 'An override is for an environment that the System has',
  why: 'Nothing is ever rendered from another one: what was meant for production never gets there.',
  fields: ['spec.runtime.environments.*'],
  example: { runtime: { environments: { production: { replicas: 3 } } } },
  check: ({ spec }, { system }) => {
    const names = system.spec.environments.map(({ name }) => name);
    return Object.keys(spec.environments)
      .filter(name => !names.includes(name))
      .map(name => {
        const path = formatPath(['spec', 'runtime', 'environments', name]);
        return {
          path,
          message: `'${path}' is for '${name}', but '${
            system.entityRef
          }' has ${quoted(names)}`,
          fix: 'Correct the name, or remove the override.',
          related: [system.entityRef],
        };
      });
  },
};

/** @internal */
export const environmentRules = [environmentKnown];
