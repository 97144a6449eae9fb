/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/**
 * How to reach one Prometheus or Alertmanager.
 *
 * @internal
 */
export interface EndpointConfig {
  /** Configuration path of the endpoint, for messages. */
  path: string;
  /** Base URL, without a trailing slash. */
  url: string;
  auth?:
    | { kind: 'bearer'; token: string }
    | { kind: 'basic'; username: string; password: string };
  /** Sent as X-Scope-OrgID. */
  tenant?: string;
  /** PEM certificates. */
  ca?: string;
}

/**
 * One Prometheus with the Alertmanagers that it sends to.
 *
 * @internal
 */
export interface PrometheusInstanceConfig extends EndpointConfig {
  name: string;
  alertmanagers: EndpointConfig[];
  pollIntervalMs: number;
}

const ROOT = 'prometheus';
const DEFAULT_POLL_MS = 5_000;
const MIN_POLL_MS = 1_000;
const MAX_POLL_MS = 300_000;

/**
 * Reads the `prometheus` configuration. Its `instances` are shared with a frontend plugin that reaches Prometheus through the proxy and
 * so gives a `proxyPath` and no `url`; such an instance is skipped with a warning.
 *
 * @returns the instances; none without configuration.
 * @throws InputError that names every faulty key, and no value of a secret one.
 * @internal
 */
export function readPrometheusConfig(
  config: Config,
  logger: LoggerService,
): PrometheusInstanceConfig[] {
  const prometheus = config.getOptionalConfig(ROOT);
  if (!prometheus) {
    return [];
  }
  const instances = prometheus.getOptionalConfigArray('instances') ?? [];
  if (instances.length === 0 && prometheus.has('proxyPath')) {
    logger.warn(
      `'${ROOT}.proxyPath' is not used: service health reads alerts in the backend and not through the proxy. Add '${ROOT}.instances' with a 'name' and the 'url' of Prometheus.`,
    );
  }
  const faults: string[] = [];
  const result: PrometheusInstanceConfig[] = [];
  const names = new Set<string>();
  for (const [i, instance] of instances.entries()) {
    const path = `${ROOT}.instances[${i}]`;
    if (!instance.has('url') && instance.has('proxyPath')) {
      logger.warn(
        `Ignoring '${path}': it has a 'proxyPath' and no 'url'. Add the 'url' of Prometheus to show its alerts in service health.`,
      );
      continue;
    }
    const name = readText(instance, 'name', path, faults, { required: true });
    const endpoint = readEndpoint(instance, path, faults);
    const pollIntervalMs = readPollInterval(instance, path, faults);
    const alertmanagers = (
      instance.getOptionalConfigArray('alertmanagers') ?? []
    ).map((peer, p) =>
      readEndpoint(peer, `${path}.alertmanagers[${p}]`, faults),
    );
    if (name && names.has(name)) {
      faults.push(`'${path}.name' repeats the name '${name}'`);
    }
    if (name && endpoint) {
      names.add(name);
      result.push({
        ...endpoint,
        name,
        pollIntervalMs,
        alertmanagers: alertmanagers.filter(
          (peer): peer is EndpointConfig => peer !== undefined,
        ),
      });
    }
  }
  if (faults.length > 0) {
    throw new InputError(
      `Invalid configuration of Prometheus: ${faults.join('; ')}`,
    );
  }
  return result;
}

function readEndpoint(
  config: Config,
  path: string,
  faults: string[],
): EndpointConfig | undefined {
  const url = readUrl(config, path, faults);
  const token = readText(config, 'token', path, faults);
  const username = readText(config, 'username', path, faults);
  const password = readText(config, 'password', path, faults);
  const tenant = readText(config, 'tenant', path, faults);
  const ca = readCa(config, path, faults);
  if (token && (username || password)) {
    faults.push(
      `'${path}' has both 'token' and 'username' or 'password'; keep one way to sign in`,
    );
  } else if (config.has('username') !== config.has('password')) {
    const missing = config.has('username') ? 'password' : 'username';
    faults.push(`'${path}.${missing}' is missing`);
  }
  if (tenant && !/^[\x21-\x7e]{1,150}$/.test(tenant)) {
    faults.push(`'${path}.tenant' is no valid tenant`);
  }
  if (!url) {
    return undefined;
  }
  let auth: EndpointConfig['auth'];
  if (token) {
    auth = { kind: 'bearer', token };
  } else if (username && password) {
    auth = { kind: 'basic', username, password };
  }
  return { path, url, auth, tenant, ca };
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
  path: string,
  faults: string[],
): string | undefined {
  const value = readText(config, 'url', path, faults, { required: true });
  if (value === undefined) {
    return undefined;
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    faults.push(`'${path}.url' is not an http(s) URL`);
    return undefined;
  }
  if (url.username || url.password || url.search || url.hash) {
    faults.push(
      `'${path}.url' must have no credentials, query or fragment in it`,
    );
    return undefined;
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function readCa(
  config: Config,
  path: string,
  faults: string[],
): string | undefined {
  const file = readText(config, 'caFile', path, faults);
  if (!file) {
    return undefined;
  }
  try {
    const pem = readFileSync(file, 'utf8');
    if (pem.includes('-----BEGIN CERTIFICATE-----')) {
      return pem;
    }
    faults.push(`'${path}.caFile' holds no PEM certificate`);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(`'${path}.caFile' names a file that cannot be read (${code})`);
  }
  return undefined;
}

/** Milliseconds as a number, or a duration of Backstage (`{ seconds: 5 }`, `5s`, `PT5S`). */
function readPollInterval(
  config: Config,
  path: string,
  faults: string[],
): number {
  const value = config.getOptional('pollInterval');
  if (value === undefined) {
    return DEFAULT_POLL_MS;
  }
  let milliseconds = NaN;
  if (typeof value === 'number') {
    milliseconds = value;
  } else {
    try {
      milliseconds = durationToMilliseconds(
        readDurationFromConfig(config, { key: 'pollInterval' }),
      );
    } catch {
      // Told below.
    }
  }
  if (!(milliseconds >= MIN_POLL_MS && milliseconds <= MAX_POLL_MS)) {
    faults.push(
      `'${path}.pollInterval' must be a number of milliseconds or a duration, between 1 s and 5 min`,
    );
    return DEFAULT_POLL_MS;
  }
  return milliseconds;
}
