/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ConfigPlace,
  readConfigCertificateData,
  readConfigCertificateFile,
  readConfigText,
  readConfigUrl,
} from '@openpolicy/plugin-service-health-node/upstream';

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
  const place: ConfigPlace = { config: argocd, path: ROOT, faults };
  const shared = {
    username: readConfigText(place, 'username'),
    password: readConfigText(place, 'password'),
    baseUrl: readConfigUrl(place, 'baseUrl'),
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
    const read = readInstance({ config: instance, path, faults }, shared);
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
  place: ConfigPlace,
  shared: { username?: string; password?: string },
): ArgoCdInstanceConfig | undefined {
  const { path, faults } = place;
  const before = faults.length;
  const name = readConfigText(place, 'name', { required: true });
  const url = readConfigUrl(place, 'url', { required: true });
  const frontendUrl = readConfigUrl(place, 'frontendUrl');
  const token = readConfigText(place, 'token');
  const syncToken = readConfigText(place, 'syncToken');
  const username = readConfigText(place, 'username');
  const password = readConfigText(place, 'password');
  const ca =
    readConfigCertificateData(place, 'caData') ??
    readConfigCertificateFile(place, 'caFile');

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
