/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * How the portal signs in to an Argo CD for reading.
 *
 * @internal
 */
export type ArgoCdReadCredential =
  | { kind: 'token'; token: string; key: string }
  | { kind: 'password'; username: string; password: string; key: string };

/**
 * One Argo CD instance.
 *
 * @internal
 */
export interface ArgoCdInstanceConfig {
  name: string;
  /** Base URL of the API server, without a trailing slash. */
  url: string;
  /** Base URL of Argo CD's own pages, if links into them are wanted. */
  frontendUrl?: string;
  read: ArgoCdReadCredential;
  /** Only the delivery provider sees it. */
  syncToken?: string;
  /** Configuration key of the sync token, for messages. */
  syncTokenKey: string;
  /** PEM certificates. */
  ca?: string;
}

const ROOT = 'argocd';

/**
 * Reads the `argocd` configuration that Argo CD plugins for Backstage share, with our additions `syncToken`, `caData` and `caFile`.
 *
 * @returns the instances; none without configuration.
 * @throws InputError that names every faulty key, and no value of one.
 * @internal
 */
export function readArgoCdConfig(
  config: Config,
  logger: LoggerService,
): ArgoCdInstanceConfig[] {
  const faults: string[] = [];
  const argocd = config.getOptionalConfig(ROOT);
  if (!argocd) {
    return [];
  }
  if (argocd.getOptional('localDevelopment')) {
    logger.warn(
      `Ignoring '${ROOT}.localDevelopment': TLS certificates are always checked. Name the certificate authority of an instance in its 'caFile' or 'caData' instead.`,
    );
  }
  const shared = {
    username: readText(argocd, 'username', ROOT, faults),
    password: readText(argocd, 'password', ROOT, faults),
    baseUrl: readUrl(argocd, 'baseUrl', ROOT, faults),
  };

  const found: { config: Config; path: string }[] = [];
  const methods = argocd.getOptionalConfigArray('appLocatorMethods') ?? [];
  for (const [m, method] of methods.entries()) {
    const path = `${ROOT}.appLocatorMethods[${m}]`;
    const type = method.getOptional('type');
    if (type !== 'config') {
      logger.warn(
        `Ignoring '${path}': its type is not supported. Only type 'config' is.`,
      );
      continue;
    }
    const instances = method.getOptionalConfigArray('instances') ?? [];
    for (const [i, instance] of instances.entries()) {
      found.push({ config: instance, path: `${path}.instances[${i}]` });
    }
  }

  const result: ArgoCdInstanceConfig[] = [];
  const names = new Set<string>();
  for (const { config: instance, path } of found) {
    const read = readInstance(instance, path, shared, faults);
    if (!read) {
      continue;
    }
    if (names.has(read.name)) {
      faults.push(`'${path}.name' repeats the name '${read.name}'`);
    }
    names.add(read.name);
    result.push({
      ...read,
      frontendUrl:
        read.frontendUrl ?? (found.length === 1 ? shared.baseUrl : undefined),
    });
  }
  if (faults.length > 0) {
    throw new InputError(
      `Invalid configuration of Argo CD: ${faults.join('; ')}`,
    );
  }
  return result;
}

function readInstance(
  config: Config,
  path: string,
  shared: { username?: string; password?: string },
  faults: string[],
): ArgoCdInstanceConfig | undefined {
  const before = faults.length;
  const name = readText(config, 'name', path, faults, { required: true });
  const url = readUrl(config, 'url', path, faults, { required: true });
  const frontendUrl = readUrl(config, 'frontendUrl', path, faults);
  const token = readText(config, 'token', path, faults);
  const syncToken = readText(config, 'syncToken', path, faults);
  const username = readText(config, 'username', path, faults);
  const password = readText(config, 'password', path, faults);
  const ca = readCa(config, path, faults);

  const own = username && password ? { username, password } : undefined;
  const common =
    shared.username && shared.password
      ? { username: shared.username, password: shared.password }
      : undefined;
  let read: ArgoCdReadCredential | undefined;
  if (token) {
    read = { kind: 'token', token, key: `${path}.token` };
  } else if (own) {
    read = { kind: 'password', ...own, key: `${path}.password` };
  } else if (common) {
    read = { kind: 'password', ...common, key: `${ROOT}.password` };
  } else if (faults.length === before) {
    faults.push(
      `'${path}.token' is missing or empty (or set username and password)`,
    );
  }
  if (!name || !url || !read || faults.length > before) {
    return undefined;
  }
  return {
    name,
    url,
    frontendUrl,
    read,
    syncToken,
    syncTokenKey: `${path}.syncToken`,
    ca,
  };
}

/**
 * Reads a string without the config reader's own errors, which come one at a time. A key that is there and empty is most often an
 * environment variable that is not set.
 */
function readText(
  config: Config,
  key: string,
  path: string,
  faults: string[],
  options?: { required?: boolean },
): string | undefined {
  const value = config.getOptional(key);
  if (value === undefined) {
    if (options?.required) {
      faults.push(`'${path}.${key}' is missing`);
    }
    return undefined;
  }
  if (typeof value !== 'string' || value.trim() === '') {
    faults.push(
      typeof value === 'string'
        ? `'${path}.${key}' is empty`
        : `'${path}.${key}' is not a string`,
    );
    return undefined;
  }
  return value.trim();
}

function readUrl(
  config: Config,
  key: string,
  path: string,
  faults: string[],
  options?: { required?: boolean },
): string | undefined {
  const value = readText(config, key, path, faults, options);
  if (value === undefined) {
    return undefined;
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    faults.push(`'${path}.${key}' is not an http(s) URL`);
    return undefined;
  }
  if (url.username || url.password || url.search || url.hash) {
    faults.push(
      `'${path}.${key}' must have no credentials, query or fragment in it`,
    );
    return undefined;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** `caData` is PEM text, or base64 of it as in the `kubernetes` configuration. */
function readCa(
  config: Config,
  path: string,
  faults: string[],
): string | undefined {
  const data = readText(config, 'caData', path, faults);
  const file = readText(config, 'caFile', path, faults);
  let pem: string | undefined;
  let key = 'caData';
  if (data) {
    pem = data.includes('-----BEGIN')
      ? data
      : Buffer.from(data, 'base64').toString('utf8');
  } else if (file) {
    key = 'caFile';
    try {
      pem = readFileSync(file, 'utf8');
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      faults.push(
        `'${path}.caFile' names a file that cannot be read (${code})`,
      );
      return undefined;
    }
  }
  if (pem !== undefined && !pem.includes('-----BEGIN CERTIFICATE-----')) {
    faults.push(`'${path}.${key}' holds no PEM certificate`);
    return undefined;
  }
  return pem;
}
