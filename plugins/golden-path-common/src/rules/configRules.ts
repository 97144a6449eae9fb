/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ServiceRule, Violation } from './types';

/** @internal */
export const envName: ServiceRule = {
  id: 'GP-ENV-001',
  severity: 'error',
  scope: 'service',
  title: 'Variables are written in UPPER_SNAKE_CASE',
  why: 'Shells and most libraries read no others.',
  check: ({ spec }) => [
    ...Object.keys(spec.env)
      .filter(name => !isVariable(name))
      .map(name => ({
        path: envPath(name),
        message: `'${envPath(name)}' is no name of a variable`,
        fix: 'Use capital letters, digits and underscores, and begin with a letter.',
      })),
    ...spec.dependencies.flatMap(({ env }, index) =>
      env === undefined || isVariable(env)
        ? []
        : [
            {
              path: `spec.runtime.dependencies[${index}].env`,
              message: `'spec.runtime.dependencies[${index}].env' is '${env}', which is no name of a variable`,
              fix: 'Use capital letters, digits and underscores, and begin with a letter.',
            },
          ],
    ),
  ],
};

/** @internal */
export const secretInUrl: ServiceRule = {
  id: 'GP-SECRET-001',
  severity: 'error',
  scope: 'service',
  title: 'No variable holds an address with a password',
  why: 'Variables stand in Git, in the cluster and in every crash report.',
  check: ({ spec }) =>
    Object.entries(spec.env)
      .filter(([, value]) =>
        /[a-z][a-z0-9+.-]*:\/\/[^\s/@]*:[^\s/@]+@/i.test(value),
      )
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
  check: ({ spec }) =>
    Object.keys(spec.env)
      .filter(name =>
        /(^|_)(KEY|TOKEN|SECRET|PASSWORD|PASSWD|CREDENTIALS?)$/i.test(name),
      )
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

function isVariable(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(name);
}

function envPath(name: string): string {
  return /^[\w-]+$/.test(name)
    ? `spec.runtime.env.${name}`
    : `spec.runtime.env[${JSON.stringify(name)}]`;
}

/** @internal */
export const configRules = [envName, secretInUrl, secretName, secretReference];
