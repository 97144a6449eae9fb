/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFileSync } from 'node:fs';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/**
 * One cluster to read, from the keys of the stock Kubernetes plugin.
 *
 * @internal
 */
export interface KubernetesClusterConfig {
  name: string;
  /** Address of the API server; may have a path prefix. */
  url: string;
  serviceAccountToken: string;
  /** Where the token is configured, to be named in messages. */
  tokenKey: string;
  /** Certificate authority in PEM; without one, the well-known ones of Node hold. */
  ca?: string;
  skipTLSVerify: boolean;
}

/**
 * What this module reads.
 *
 * @internal
 */
export interface KubernetesConfig {
  clusters: KubernetesClusterConfig[];
  /** Namespaces to read; undefined for all. */
  namespaces?: string[];
  /** Label selector for workloads, replica sets, pods and autoscalers. */
  labelSelector?: string;
  /** Configuration that other plugins may use and this one cannot; a sentence each, for the log. */
  warnings: string[];
}

const LOCATORS = 'kubernetes.clusterLocatorMethods';
const OWN = 'serviceHealth.kubernetes';

/**
 * Reads the configuration: clusters from `kubernetes.clusterLocatorMethods` as they stand there for the stock plugin, what to read of
 * them from `serviceHealth.kubernetes`.
 *
 * @throws InputError that lists every fault with its key; no value of a secret is in it
 * @internal
 */
export function readKubernetesConfig(config: Config): KubernetesConfig {
  const faults: string[] = [];
  const warnings: string[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      faults.push(error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };

  const own = attempt(() => config.getOptionalConfig(OWN));
  const names = attempt(() => own?.getOptionalStringArray('clusters'));
  const namespaces = attempt(() => own?.getOptionalStringArray('namespaces'));
  const labelSelector = attempt(() => own?.getOptionalString('labelSelector'));

  const known: string[] = [];
  const clusters: KubernetesClusterConfig[] = [];
  const locators = attempt(() => config.getOptionalConfigArray(LOCATORS)) ?? [];
  for (const [index, locator] of locators.entries()) {
    const path = `${LOCATORS}[${index}]`;
    const type = attempt(() => locator.getString('type'));
    if (type === undefined) {
      continue;
    }
    if (type !== 'config') {
      warnings.push(
        `Service health does not read the clusters of ${path}, because it cannot use locators of type '${type}'. List a cluster under a locator of type 'config' to see its workloads.`,
      );
      continue;
    }
    const entries = attempt(() => locator.getOptionalConfigArray('clusters'));
    for (const [position, entry] of (entries ?? []).entries()) {
      const clusterPath = `${path}.clusters[${position}]`;
      const name = attempt(() => entry.getString('name'));
      if (name === undefined) {
        continue;
      }
      if (known.includes(name)) {
        faults.push(`${clusterPath}.name '${name}' is used twice`);
      }
      known.push(name);
      if (names && !names.includes(name)) {
        continue;
      }
      const provider = attempt(() => readAuthProvider(entry));
      if (provider !== 'serviceAccount') {
        if (provider !== undefined) {
          warnings.push(
            `Service health does not read the cluster '${name}' (${clusterPath}), because it cannot use the auth provider '${provider}'. Set authProvider to 'serviceAccount' and give it a serviceAccountToken.`,
          );
        }
        continue;
      }
      const cluster = readCluster(entry, name, clusterPath, faults);
      if (cluster) {
        clusters.push(cluster);
      }
    }
  }

  for (const name of names ?? []) {
    if (!known.includes(name)) {
      faults.push(
        `${OWN}.clusters names '${name}', which is no cluster under ${LOCATORS}`,
      );
    }
  }
  for (const namespace of namespaces ?? []) {
    // A namespace becomes a part of a path: RFC 1123 label, as the API server demands.
    if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) {
      faults.push(
        `${OWN}.namespaces has '${namespace}', which is no namespace`,
      );
    }
  }
  if (namespaces && namespaces.length === 0) {
    faults.push(`${OWN}.namespaces is empty; leave it out to read all`);
  }
  if (faults.length > 0) {
    throw new InputError(
      `Invalid configuration of Kubernetes for service health: ${faults.join(
        '; ',
      )}`,
    );
  }
  return {
    clusters,
    namespaces: namespaces && [...new Set(namespaces)],
    labelSelector,
    warnings,
  };
}

/** The stock plugin takes the provider from either place; the key in `authMetadata` has dots, so it cannot be asked for by path. */
function readAuthProvider(entry: Config): string {
  const fromMetadata =
    entry.getOptional<Record<string, unknown>>('authMetadata')?.[
      'kubernetes.io/auth-provider'
    ];
  return (
    entry.getOptionalString('authProvider') ??
    (typeof fromMetadata === 'string' ? fromMetadata : 'serviceAccount')
  );
}

function readCluster(
  entry: Config,
  name: string,
  path: string,
  faults: string[],
): KubernetesClusterConfig | undefined {
  const before = faults.length;
  const fault = (key: string, problem: string) => {
    faults.push(`${path}.${key} of the cluster '${name}' ${problem}`);
    return undefined;
  };
  const read = <T>(key: string, get: () => T): T | undefined => {
    try {
      return get();
    } catch {
      // The library's message can hold the value; the key is enough.
      return fault(key, 'has the wrong type');
    }
  };

  if (name === '' || name.includes('/')) {
    fault('name', "must not be empty nor contain '/'");
  }
  const url = read('url', () => entry.getString('url')) ?? '';
  if (url !== '' && !isApiServerUrl(url)) {
    fault(
      'url',
      'is no http or https address without user, query and fragment',
    );
  }
  const token = read('serviceAccountToken', () =>
    entry.getOptionalString('serviceAccountToken'),
  )?.trim();
  if (!token) {
    fault(
      'serviceAccountToken',
      'is missing; service health needs the token of a service account that may get, list and watch workloads',
    );
  } else if (!/^[\x21-\x7e]+$/.test(token)) {
    fault('serviceAccountToken', 'has characters that no token has');
  }
  const ca = readAuthority(entry, read, fault);
  const skipTLSVerify =
    read('skipTLSVerify', () => entry.getOptionalBoolean('skipTLSVerify')) ??
    false;
  if (faults.length > before || !token) {
    return undefined;
  }
  return {
    name,
    url,
    serviceAccountToken: token,
    tokenKey: `${path}.serviceAccountToken`,
    ca,
    skipTLSVerify,
  };
}

function readAuthority(
  entry: Config,
  read: <T>(key: string, get: () => T) => T | undefined,
  fault: (key: string, problem: string) => undefined,
): string | undefined {
  const data = read('caData', () => entry.getOptionalString('caData'));
  if (data) {
    const pem = Buffer.from(data, 'base64').toString('utf8');
    return pem.includes('-----BEGIN CERTIFICATE-----')
      ? pem
      : fault('caData', 'is no base64 of a certificate in PEM');
  }
  const file = read('caFile', () => entry.getOptionalString('caFile'));
  if (!file) {
    return undefined;
  }
  let pem: string;
  try {
    pem = readFileSync(file, 'utf8');
  } catch {
    return fault('caFile', `names '${file}', which cannot be read`);
  }
  return pem.includes('-----BEGIN CERTIFICATE-----')
    ? pem
    : fault('caFile', `names '${file}', which holds no certificate in PEM`);
}

function isApiServerUrl(value: string): boolean {
  if (!URL.canParse(value)) {
    return false;
  }
  const url = new URL(value);
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.username === '' &&
    url.password === '' &&
    url.search === '' &&
    url.hash === ''
  );
}
