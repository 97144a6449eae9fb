/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { Config } from '@backstage/config';

/**
 * Where a key stands, and where its faults go. The readers below add to `faults` instead of throwing, so that a module can report
 * everything that is wrong at once, by key and without any value.
 *
 * @public
 */
export interface ConfigPlace {
  /** The object that has the key. */
  config: Config;
  /** Its path from the root, e.g. `prometheus.instances[0]`. */
  path: string;
  /** Sentences without a full stop, each with the path of its key. */
  faults: string[];
}

/**
 * Reads a string, without white space around it. A key that is there and empty is a fault: most often it is an environment variable that
 * is not set.
 *
 * @returns undefined if it is missing or faulty.
 * @public
 */
export function readConfigText(
  { config, path, faults }: ConfigPlace,
  key: string,
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

/**
 * Reads the base URL of an upstream, as {@link UpstreamHttpOptions} wants it: http or https, without credentials, query and fragment.
 *
 * @returns without a trailing slash; undefined if it is missing or faulty.
 * @public
 */
export function readConfigUrl(
  place: ConfigPlace,
  key: string,
  options?: { required?: boolean },
): string | undefined {
  const { path, faults } = place;
  const value = readConfigText(place, key, options);
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

/**
 * Reads the file that a key names, which has to hold certificates.
 *
 * @returns PEM; undefined if the key is missing or the file is not usable.
 * @public
 */
export function readConfigCertificateFile(
  place: ConfigPlace,
  key: string,
): string | undefined {
  const { path, faults } = place;
  const file = readConfigText(place, key);
  if (!file) {
    return undefined;
  }
  try {
    return requireCertificate(place, key, readFileSync(file, 'utf8'));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    faults.push(`'${path}.${key}' names a file that cannot be read (${code})`);
    return undefined;
  }
}

/**
 * Reads certificates that stand in the configuration itself: PEM, or base64 of it as in the `kubernetes` configuration.
 *
 * @returns PEM; undefined if the key is missing or holds none.
 * @public
 */
export function readConfigCertificateData(
  place: ConfigPlace,
  key: string,
): string | undefined {
  const data = readConfigText(place, key);
  if (!data) {
    return undefined;
  }
  return requireCertificate(
    place,
    key,
    data.includes('-----BEGIN')
      ? data
      : Buffer.from(data, 'base64').toString('utf8'),
  );
}

function requireCertificate(
  { path, faults }: ConfigPlace,
  key: string,
  pem: string,
): string | undefined {
  if (pem.includes('-----BEGIN CERTIFICATE-----')) {
    return pem;
  }
  faults.push(`'${path}.${key}' holds no PEM certificate`);
  return undefined;
}
