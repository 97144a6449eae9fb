/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  DEFAULT_NAMESPACE,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/**
 * An API server and the account by which it is asked.
 *
 * @internal
 */
export interface ClusterConfig {
  name: string;
  url: string;
  token: string;
  /** PEM. */
  ca?: string;
}

/**
 * The configuration of the plugin, read once at start.
 *
 * @internal
 */
export interface GoldenPathConfig {
  clusters: ClusterConfig[];
  reservationTtlMs: number;
  /** Whether the user must belong to the group that is to own the service. */
  ownersAreMembers: boolean;
  /** Full reference of the template that services are made by. */
  templateRef: string;
}

const DEFAULT_TTL_MS = 3_600_000;
const TTL_KEY = 'goldenPath.reservations.ttl';

/**
 * Reads the configuration.
 *
 * @throws InputError naming the key of what is wrong
 * @internal
 */
export function readGoldenPathConfig(config: Config): GoldenPathConfig {
  const owners =
    config.getOptionalString('goldenPath.creation.owners') ?? 'members';
  if (owners !== 'members' && owners !== 'any') {
    throw new InputError(
      `'goldenPath.creation.owners' is '${owners}'. Set it to 'members' or 'any'.`,
    );
  }
  const reservationTtlMs = config.has(TTL_KEY)
    ? durationToMilliseconds(readDurationFromConfig(config, { key: TTL_KEY }))
    : DEFAULT_TTL_MS;
  if (!(reservationTtlMs >= 1_000)) {
    throw new InputError(`'${TTL_KEY}' is less than a second.`);
  }
  return {
    clusters: readClusters(config),
    reservationTtlMs,
    ownersAreMembers: owners === 'members',
    templateRef: readTemplateRef(config),
  };
}

function readTemplateRef(config: Config): string {
  const key = 'goldenPath.creation.template';
  const value = config.getOptionalString(key) ?? 'service';
  const ref = /^(?:template:)?[-\w.]+(?:\/[-\w.]+)?$/i.test(value)
    ? parseEntityRef(value, {
        defaultKind: 'template',
        defaultNamespace: DEFAULT_NAMESPACE,
      })
    : undefined;
  if (!ref) {
    throw new InputError(
      `'${key}' is '${value}', which is no reference of a Template. Set it to one as 'template:default/service'.`,
    );
  }
  return stringifyEntityRef(ref);
}

function readClusters(config: Config): ClusterConfig[] {
  const key = 'goldenPath.clusters';
  const clusters = (config.getOptionalConfigArray(key) ?? []).map(
    (entry, index) => ({
      name: entry.getString('name'),
      url: readUrl(entry.getString('url'), `${key}[${index}].url`),
      token: entry.getString('token'),
      ca: readCa(entry.getOptionalString('caData'), `${key}[${index}].caData`),
    }),
  );
  for (const { name } of clusters) {
    if (clusters.filter(other => other.name === name).length > 1) {
      throw new InputError(
        `'${key}' has the name '${name}' twice. Give each cluster a name of its own.`,
      );
    }
  }
  return clusters;
}

function readUrl(value: string, key: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  // A token goes over a connection that others can read only if it never leaves the machine.
  const isSafe =
    url?.protocol === 'https:' ||
    (url?.protocol === 'http:' &&
      ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname));
  if (!url || !isSafe || url.username || url.password || url.search) {
    throw new InputError(
      `'${key}' is no https address without user, password and query.`,
    );
  }
  return value.replace(/\/+$/, '');
}

function readCa(value: string | undefined, key: string): string | undefined {
  if (!value) {
    return undefined;
  }
  const pem = value.includes('-----BEGIN')
    ? value
    : Buffer.from(value, 'base64').toString('utf8');
  if (!pem.includes('-----BEGIN CERTIFICATE-----')) {
    throw new InputError(
      `'${key}' is no certificate: neither PEM nor base64 of it.`,
    );
  }
  return pem;
}
