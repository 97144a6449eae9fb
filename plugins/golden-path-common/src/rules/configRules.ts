/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { connectionVariable } from '../render/connections';
import { parseDependencyRef } from '../graph/dependencies';
import { formatPath } from './paths';
import { ServiceRule, Violation } from './types';
import { holdsPassword, isSecretName, isVariable } from './variables';

/** @internal */
export const envName: ServiceRule = {
  id: 'GP-ENV-001',
  severity: 'error',
  scope: 'service',
  title: 'Variables are written in UPPER_SNAKE_CASE',
  why: 'Shells and most libraries read no others.',
  fields: ['spec.runtime.env.*', 'spec.runtime.dependencies[].env'],
  example: { runtime: { env: { logLevel: 'INFO' } } },
  check: ({ spec }) => [
    ...Object.keys(spec.env)
      .filter(name => !isVariable(name))
      .map(name => ({
        path: envPath(name),
        message: `'${envPath(name)}' is no name of a variable`,
        fix: 'Use capital letters, digits and underscores, and begin with a letter.',
      })),
    ...spec.dependencies.flatMap(({ ref, env }, index) => {
      const full = parseDependencyRef(ref);
      const variable = env ?? (full && connectionVariable(full));
      const path = `spec.runtime.dependencies[${index}].env`;
      return variable === undefined || isVariable(variable)
        ? []
        : [
            {
              path,
              message: `'${path}' is '${variable}', which is no name of a variable`,
              fix: 'Use capital letters, digits and underscores, and begin with a letter.',
            },
          ];
    }),
  ],
};

/** @internal */
export const variableUnique: ServiceRule = {
  id: 'GP-ENV-002',
  severity: 'error',
  scope: 'service',
  title: 'Each dependency has a variable of its own',
  why: 'Of two addresses under one name, one is lost.',
  fields: ['spec.runtime.dependencies[].env'],
  example: {
    runtime: {
      dependencies: [
        { ref: 'resource:redis', env: 'STORE_URL' },
        { ref: 'resource:postgresql', env: 'STORE_URL' },
      ],
    },
  },
  check: ({ spec }) => {
    const seen = new Map<string, string>();
    return spec.dependencies.flatMap(({ ref, env }, index) => {
      const full = parseDependencyRef(ref);
      const variable = env ?? (full && connectionVariable(full));
      const first = variable === undefined ? undefined : seen.get(variable);
      if (variable !== undefined && first === undefined) {
        seen.set(variable, ref);
      }
      // A reference that is there twice is GP-DEP-001.
      return first === undefined || parseDependencyRef(first) === full
        ? []
        : [
            {
              path: `spec.runtime.dependencies[${index}].env`,
              message: `'spec.runtime.dependencies[${index}].env' is '${variable}', which holds the address of '${first}'`,
              fix: 'Name another variable.',
            },
          ];
    });
  },
};

/** Variables that every container gets. */
const OWN_VARIABLES = ['ENVIRONMENT', 'SERVICE_NAME'];

/** @internal */
export const variableReplaced: ServiceRule = {
  id: 'GP-ENV-003',
  severity: 'warning',
  scope: 'service',
  title: 'No variable replaces one that the platform sets',
  why: 'The process would be told another address, or another name, than the one it has.',
  fields: ['spec.runtime.env.*'],
  example: {
    runtime: {
      env: { REDIS_URL: 'redis://elsewhere.example.com:6379' },
      dependencies: [{ ref: 'resource:redis' }],
    },
  },
  check: ({ spec }) => {
    const set = new Set([
      ...OWN_VARIABLES,
      ...spec.dependencies.flatMap(({ ref, env }) => {
        const full = parseDependencyRef(ref);
        return env ?? (full ? connectionVariable(full) : []);
      }),
    ]);
    return Object.keys(spec.env)
      .filter(name => set.has(name))
      .map(name => ({
        path: envPath(name),
        message: `'${envPath(name)}' replaces what the platform sets`,
        fix: 'Remove it, or name the variable of the dependency otherwise.',
      }));
  },
};

/** @internal */
export const secretInUrl: ServiceRule = {
  id: 'GP-SECRET-001',
  severity: 'error',
  scope: 'service',
  title: 'No variable holds an address with a password',
  why: 'Variables stand in Git, in the cluster and in every crash report.',
  fields: ['spec.runtime.env.*'],
  example: {
    runtime: {
      env: { DATABASE_URL: 'postgresql://shop:hunter2@postgresql:5432/shop' },
    },
  },
  check: ({ spec }) =>
    Object.entries(spec.env)
      .filter(([, value]) => holdsPassword(value))
      // The value is not repeated: a message ends up in logs and on pages.
      .map(([name]) => ({
        path: envPath(name),
        message: `'${envPath(name)}' holds an address with user and password`,
        fix: "Put the password under 'spec.runtime.secrets' and keep only host and port here.",
      })),
};

/** @internal */
export const secretName: ServiceRule = {
  id: 'GP-SECRET-002',
  severity: 'error',
  scope: 'service',
  title: 'No variable has the name of a secret',
  why: 'What is called a key, token or password is one, and has no place in Git.',
  fields: ['spec.runtime.env.*'],
  example: { runtime: { env: { GITHUB_TOKEN: 'abc' } } },
  check: ({ spec }) =>
    Object.keys(spec.env)
      .filter(isSecretName)
      .map(name => ({
        path: envPath(name),
        message: `'${envPath(name)}' has the name of a secret`,
        fix: "Move it to 'spec.runtime.secrets', which refers to the secret store.",
      })),
};

/** @internal */
export const secretReference: ServiceRule = {
  id: 'GP-SECRET-003',
  severity: 'error',
  scope: 'service',
  title: 'Secrets have a file name and a path of the store, each once',
  why: 'The key becomes a file name in the container and a key of the Secret.',
  fields: ['spec.runtime.secrets[].key', 'spec.runtime.secrets[].path'],
  example: { runtime: { secrets: [{ key: 'card-key', path: 'hunter2' }] } },
  check: ({ spec }) => {
    const violations: Violation[] = [];
    const seen = new Set<string>();
    for (const [index, { key, path }] of spec.secrets.entries()) {
      const root = `spec.runtime.secrets[${index}]`;
      if (!/^[A-Za-z0-9][\w.-]{0,252}$/.test(key) || seen.has(key)) {
        violations.push({
          path: `${root}.key`,
          message: `'${root}.key' is '${key}', which is no file name or is there twice`,
          fix: 'Use letters, digits, dots, dashes and underscores, and each key once.',
        });
      }
      if (!/^[\w.-]+(\/[\w.-]+)+$/.test(path)) {
        violations.push({
          path: `${root}.path`,
          message: `'${root}.path' is no path of the secret store`,
          fix: 'Write where the value lies, as openpolicy/api-gateway/jwt; never the value itself.',
        });
      }
      seen.add(key);
    }
    return violations;
  },
};

function envPath(name: string): string {
  return formatPath(['spec', 'runtime', 'env', name]);
}

/** @internal */
export const configRules = [
  envName,
  variableUnique,
  variableReplaced,
  secretInUrl,
  secretName,
  secretReference,
];
