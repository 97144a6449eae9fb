/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/*
 * Host names as Istio and the cluster's DNS read them.
 */

/** A Service that a host name stands for. */
export interface ServiceHost {
  namespace: string;
  name: string;
}

/**
 * Reads the host of a destination: `checkout` is a Service of the own namespace,
 * `checkout.shop` and `checkout.shop.svc.cluster.local` say which.
 *
 * @returns undefined for a host outside the cluster, or one with a wildcard
 */
export function parseHost(
  host: string,
  options: { namespace: string; clusterDomain: string },
): ServiceHost | undefined {
  const suffix = `.svc.${options.clusterDomain}`;
  let local = host;
  if (host.endsWith(suffix)) {
    local = host.slice(0, -suffix.length);
  } else if (host.endsWith('.svc')) {
    local = host.slice(0, -'.svc'.length);
  }
  const [name, namespace, ...rest] = local.split('.');
  if (!name || host.includes('*') || rest.length > 0) {
    return undefined;
  }
  if (namespace === undefined) {
    return { name, namespace: options.namespace };
  }
  // `a.b` may be a Service or a public name; only a full name says which.
  return { name, namespace };
}

/** Whether a host name says itself that it is in the cluster. */
export function isClusterHost(host: string, clusterDomain: string): boolean {
  return host.endsWith(`.svc.${clusterDomain}`) || host.endsWith('.svc');
}

/**
 * Whether a host pattern of Istio (`*`, `*.example.com`, `a.example.com`) covers a
 * host.
 */
export function coversHost(pattern: string, host: string): boolean {
  return (
    pattern === '*' ||
    pattern === host ||
    (pattern.startsWith('*.') && host.endsWith(pattern.slice(1)))
  );
}
