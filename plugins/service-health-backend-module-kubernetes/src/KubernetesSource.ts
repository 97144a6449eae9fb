/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LoggerService } from '@backstage/backend-plugin-api';
import {
  ObservationSink,
  ServiceHealthSource,
} from '@openpolicy/plugin-service-health-node';
import {
  Clock,
  systemClock,
} from '@openpolicy/plugin-service-health-node/upstream';
import { Heartbeat } from './Heartbeat';
import { KubernetesClient, KubernetesClientLimits } from './KubernetesClient';
import { ResourceListerWatcher } from './ResourceListerWatcher';
import { KubernetesClusterConfig } from './config';
import { describeFault } from './describeFault';
import { Reflector } from './reflector/Reflector';
import { DEFAULT_TIMING, ReflectorTiming } from './reflector/ReflectorOptions';
import { RESOURCES, ResourceDefinition, keyOf, scopeOf } from './resources';

/** A watch shows life by itself once a minute; two of these may be missed. */
const STALE_AFTER_MS = 120_000;

/** Connections besides those of the watches: the probe, and lists while others list. */
const SPARE_CONNECTIONS = 4;

/**
 * Options of {@link KubernetesSource.create}.
 *
 * @internal
 */
export interface KubernetesSourceOptions {
  cluster: KubernetesClusterConfig;
  /** Namespaces to read; undefined for all. */
  namespaces?: readonly string[];
  /** For the kinds that carry the labels of what they belong to. */
  labelSelector?: string;
  logger: LoggerService;
  clock?: Clock;
  /** Numbers from 0 up to but without 1. */
  random?: () => number;
  timing?: Partial<ReflectorTiming> & { probeIntervalMs?: number };
  limits?: Partial<KubernetesClientLimits>;
}

/**
 * One cluster: a watch for each kind (and namespace, if they are narrowed), and a probe of `/livez` every 10 s that vouches for the
 * watches that are open. Three probes in vain in a row make the watches reconnect, so that a half-open connection is not taken for a
 * quiet cluster, and the first one that succeeds again ends their back-off. Independent of how many people look.
 *
 * @internal
 */
export class KubernetesSource implements ServiceHealthSource {
  readonly source = 'kubernetes';
  readonly instance: string;
  readonly scopes: string[];
  readonly staleAfterMs = STALE_AFTER_MS;
  readonly #options: KubernetesSourceOptions;
  readonly #collections: {
    scope: string;
    resource: ResourceDefinition;
    namespace?: string;
  }[];

  static create(options: KubernetesSourceOptions): KubernetesSource {
    return new KubernetesSource(options);
  }

  private constructor(options: KubernetesSourceOptions) {
    this.#options = options;
    this.instance = options.cluster.name;
    this.#collections = RESOURCES.flatMap(resource =>
      (options.namespaces ?? [undefined]).map(namespace => ({
        scope: scopeOf(resource, namespace),
        resource,
        namespace,
      })),
    );
    this.scopes = this.#collections.map(({ scope }) => scope);
  }

  async run(options: {
    sink: ObservationSink;
    signal: AbortSignal;
  }): Promise<void> {
    const { sink, signal } = options;
    const { clock = systemClock, cluster, limits, timing } = this.#options;
    const client = KubernetesClient.create({
      cluster,
      connections: this.#collections.length + SPARE_CONNECTIONS,
      limits,
    });
    const reflectors = this.#createReflectors(client, sink);
    const heartbeat = new Heartbeat({
      probe: linked => client.probe(linked),
      onAlive: ({ recovered }) => {
        for (const reflector of reflectors) {
          if (recovered) {
            reflector.retryIfUnreached();
          }
          if (reflector.isCurrent) {
            sink.bookmark(reflector.scope);
          }
        }
      },
      onDead: () => {
        for (const reflector of reflectors) {
          reflector.reconnect();
        }
      },
      intervalMs: timing?.probeIntervalMs ?? 10_000,
      failuresUntilDead: 3,
      clock,
    });
    try {
      await Promise.all([
        heartbeat.run(signal),
        ...reflectors.map(reflector => reflector.run(signal)),
      ]);
    } finally {
      await client.close();
    }
  }

  #createReflectors(
    client: KubernetesClient,
    sink: ObservationSink,
  ): Reflector[] {
    const { clock, cluster, labelSelector, logger, random, timing } =
      this.#options;
    const context = { cluster: cluster.name };
    return this.#collections.map(
      ({ namespace, resource, scope }) =>
        new Reflector({
          scope,
          listerWatcher: ResourceListerWatcher.create({
            client,
            resource,
            namespace,
            labelSelector,
          }),
          sink,
          keyOf: object => keyOf(resource, object),
          project: object => resource.project(object, context),
          retention: resource.createRetention(),
          describeFault: fault => describeFault(fault, { cluster, resource }),
          optional: resource.optional,
          bookmarks: resource.bookmarks,
          clock: clock ?? systemClock,
          random: random ?? Math.random,
          logger: logger.child({
            source: this.source,
            cluster: cluster.name,
            kind: resource.kind,
          }),
          timing: { ...DEFAULT_TIMING, ...timing },
        }),
    );
  }
}
