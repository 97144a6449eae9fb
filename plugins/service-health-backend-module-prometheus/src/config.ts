/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import {
  ConfigPlace,
  readConfigCertificateFile,
  readConfigText,
  readConfigUrl,
} from '@openpolicy/plugin-service-health-node/upstream';

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
    const place: ConfigPlace = { config: instance, path, faults };
    const name = readConfigText(place, 'name', { required: true });
    const endpoint = readEndpoint(place);
    const pollIntervalMs = readPollInterval(place);
    const alertmanagers = (
      instance.getOptionalConfigArray('alertmanagers') ?? []
    ).map((peer, p) =>
      readEndpoint({
        config: peer,
        path: `${path}.alertmanagers[${p}]`,
        faults,
      }),
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

function readEndpoint(place: ConfigPlace): EndpointConfig | undefined {
  const { config, path, faults } = place;
  const url = readConfigUrl(place, 'url', { required: true });
  const token = readConfigText(place, 'token');
  const username = readConfigText(place, 'username');
  const password = readConfigText(place, 'password');
  const tenant = readConfigText(place, 'tenant');
  const ca = readConfigCertificateFile(place, 'caFile');
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

/** Milliseconds as a number, or a duration of Backstage (`{ seconds: 5 }`, `5s`, `PT5S`). */
function readPollInterval({ config, path, faults }: ConfigPlace): number {
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
