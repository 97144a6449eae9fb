/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../model/types';
import { isOutside, podLabels } from '../render/conventions';
import { backingResources } from '../render/resources';
import { EnvironmentSpec } from '../spec/platformSpec';
import { isServing } from '../spec/serviceSpec';
import { readSeconds } from './durations';
import { KnownService, PlatformFacts } from './types';

const FACTS = new WeakMap<PlatformModel, PlatformFacts>();

/**
 * What a platform's objects may count on besides themselves: the services of the
 * model, the Resources of the catalog, the gateway and Prometheus.
 *
 * @param model - with the effective specs of an environment
 * @param environment - that one; without it nothing is in production
 * @public
 */
export function factsOfPlatform(
  model: PlatformModel,
  environment?: Pick<EnvironmentSpec, 'production'>,
): PlatformFacts {
  let facts = FACTS.get(model);
  if (!facts) {
    facts = readFacts(model);
    FACTS.set(model, facts);
  }
  // Environments may share a model.
  return environment?.production ? { ...facts, production: true } : facts;
}

function readFacts(model: PlatformModel): PlatformFacts {
  const { system, services, endpoints } = model;
  const { spec } = system;
  const { namespace, gateway, prometheus, mesh, telemetry } = spec;
  const serving: KnownService[] = services
    .filter(service => isServing(service.spec))
    .map(({ name, spec: { ports, metrics } }) => ({
      namespace,
      name,
      ports: [...ports.map(({ port }) => port), metrics.port],
    }));
  const declared: KnownService[] = [...endpoints.values()]
    .filter(({ host }) => !isOutside(host))
    .map(({ host, port }) => ({ namespace, name: host, ports: [port] }));
  // What counts requests for global limits is run by the platform, undeclared.
  const implied: KnownService[] = backingResources(model)
    .filter(({ name }) => declared.every(entry => entry.name !== name))
    .map(({ name, port }) => ({ namespace, name, ports: [port] }));
  const resources = [...declared, ...implied];
  return {
    services: [...serving, ...resources],
    pods: resources.map(({ name }) => ({
      namespace,
      labels: podLabels(name),
    })),
    serviceAccounts: [
      ...[...services, ...implied].map(({ name }) => `${namespace}/${name}`),
      `${gateway.namespace}/${gateway.serviceAccount}`,
    ],
    secrets: [
      `${gateway.namespace}/${gateway.tlsSecret}`,
      `${namespace}/${gateway.tlsSecret}`,
    ],
    gateways: [`${namespace}/${system.name}`],
    namespaces: Object.fromEntries(
      [
        namespace,
        gateway.namespace,
        prometheus.namespace,
        mesh.systemNamespace,
        'kube-system',
        ...(telemetry ? [telemetry.namespace] : []),
      ].map(name => [name, { 'kubernetes.io/metadata.name': name }]),
    ),
    mesh: mesh.injection,
    trustDomain: mesh.trustDomain,
    prometheus: {
      selectorLabels: prometheus.selectorLabels,
      evaluationSeconds: readSeconds(prometheus.evaluationInterval),
    },
  };
}
