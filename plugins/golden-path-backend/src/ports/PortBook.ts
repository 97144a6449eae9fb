/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import { PlatformModel } from '@openpolicy/plugin-golden-path-common';
import { CatalogReader } from '../catalog/CatalogReader';
import { LivePort, Live } from '../clusters/liveState';
import { Clock } from '../clock';
import { Reservation, ReservationStore } from './ReservationStore';

/**
 * A port of a pool that is not free.
 *
 * @internal
 */
export interface TakenPort {
  port: number;
  state: 'used' | 'reserved' | 'live';
  /** Reference of the entity or the user, or words about an object of the cluster. */
  by: string;
  /** Name of the service. */
  name?: string;
  expiresAt?: string;
}

/**
 * The pool of a platform; a port that is not listed is free.
 *
 * @internal
 */
export interface PortPool {
  pool: { from: number; to: number };
  next?: number;
  reservationTtlSeconds: number;
  ports: TakenPort[];
  /** What could not be asked, so that ports may be taken of which nothing is known. */
  problems: string[];
}

/** @internal */
export interface PortBookOptions {
  store: ReservationStore;
  catalog: CatalogReader;
  livePorts(model: PlatformModel): Promise<Live<LivePort>>;
  ttlMs: number;
  clock: Clock;
}

/** Who reserves. @internal */
export interface PortUser {
  credentials: BackstageCredentials;
  userEntityRef: string;
}

/**
 * Knows which ports of a platform's pool are taken: by services of the catalog, by Services of the clusters, and for services that are yet
 * to be made.
 *
 * @internal
 */
export class PortBook {
  readonly #options: PortBookOptions;

  static create(options: PortBookOptions): PortBook {
    return new PortBook(options);
  }

  private constructor(options: PortBookOptions) {
    this.#options = options;
  }

  /** @throws NotFoundError if the user sees no such platform */
  async getPool(
    systemRef: string,
    credentials: BackstageCredentials,
  ): Promise<PortPool> {
    const { clock, store, ttlMs } = this.#options;
    const { model, taken, problems } = await this.#taken(
      systemRef,
      credentials,
    );
    const pool = model.system.spec.portPool;
    const byPort = new Map(taken.map(entry => [entry.port, entry]));
    for (const reservation of await store.list(systemRef, clock.now())) {
      // The catalog knows more of a service that has been made meanwhile.
      if (byPort.get(reservation.port)?.state !== 'used') {
        byPort.set(reservation.port, toTakenPort(reservation));
      }
    }
    const ports = [...byPort.values()]
      .filter(({ port }) => port >= pool.from && port <= pool.to)
      .sort((a, b) => a.port - b.port);
    return {
      pool,
      next: freePorts(pool, new Set(byPort.keys())).next().value ?? undefined,
      reservationTtlSeconds: Math.floor(ttlMs / 1_000),
      ports,
      problems,
    };
  }

  /**
   * Takes a port; without one, the one that the user has for the service already, or the next free one.
   *
   * @throws ConflictError naming who has the port
   */
  async reserve(
    options: PortUser & { systemRef: string; service: string; port?: number },
  ): Promise<Reservation & { outcome: 'reserved' | 'renewed' }> {
    const { systemRef, service, userEntityRef, credentials } = options;
    const { clock, store, ttlMs } = this.#options;
    const { model, taken } = await this.#taken(systemRef, credentials);
    const pool = model.system.spec.portPool;
    const { port: wanted } = options;
    if (wanted !== undefined && (wanted < pool.from || wanted > pool.to)) {
      throw new InputError(
        `Port ${wanted} is outside the pool ${pool.from} to ${pool.to} of '${systemRef}'. Take one of them.`,
      );
    }
    const now = clock.now();
    const reserved = await store.list(systemRef, now);
    const inUse = new Map(taken.map(entry => [entry.port, entry]));
    if (wanted !== undefined) {
      const user = inUse.get(wanted);
      // A Service of the same name is this service, delivered and not yet in the catalog.
      if (user && !(user.state === 'live' && user.name === service)) {
        throw new ConflictError(
          `Port ${wanted} is ${
            user.state === 'used' ? `used by '${user.by}'` : `taken: ${user.by}`
          }. Take another one.`,
        );
      }
    }
    const own = reserved.find(
      known => known.service === service && known.reservedBy === userEntityRef,
    );
    const candidates =
      wanted === undefined
        ? withFirst(
            own && !inUse.has(own.port) ? own.port : undefined,
            freePorts(
              pool,
              new Set([...inUse.keys(), ...reserved.map(({ port }) => port)]),
            ),
          )
        : [wanted];
    for (const port of candidates) {
      const result = await store.reserve(
        {
          pool: systemRef,
          port,
          service,
          reservedBy: userEntityRef,
          expiresAt: new Date(now.getTime() + ttlMs).toISOString(),
        },
        now,
      );
      if (result.outcome !== 'taken') {
        return { ...result.reservation, outcome: result.outcome };
      }
      const { holder } = result;
      if (wanted !== undefined || holder.service === service) {
        throw takenBy(holder, { port, service, userEntityRef });
      }
    }
    throw new ConflictError(
      `All ports from ${pool.from} to ${pool.to} of '${systemRef}' are taken. Ask the platform team to widen the pool.`,
    );
  }

  /**
   * Gives a port back.
   *
   * @throws NotFoundError if it is not reserved
   * @throws NotAllowedError if it is somebody else's, for a service that the catalog does not have
   */
  async release(
    options: PortUser & { systemRef: string; port: number },
  ): Promise<Reservation> {
    const { systemRef, port, userEntityRef, credentials } = options;
    const { catalog, clock, store } = this.#options;
    await catalog.getPlatform(systemRef, credentials);
    const reserved = await store.list(systemRef, clock.now());
    const found = reserved.find(known => known.port === port);
    if (found && found.reservedBy !== userEntityRef) {
      if (!(await catalog.exists(`component:default/${found.service}`))) {
        throw new NotAllowedError(
          `Port ${port} is reserved by '${found.reservedBy}' for '${found.service}' until ${found.expiresAt}. Only they can give it back.`,
        );
      }
    }
    if (!found || !(await store.release(found))) {
      throw new NotFoundError(
        `Port ${port} of '${systemRef}' is not reserved. There is nothing to give back.`,
      );
    }
    return found;
  }

  /** What has ports without a reservation. */
  async #taken(
    systemRef: string,
    credentials: BackstageCredentials,
  ): Promise<{
    model: PlatformModel;
    taken: TakenPort[];
    problems: string[];
  }> {
    const { catalog, livePorts } = this.#options;
    const model = await catalog.getPlatform(systemRef, credentials);
    const [used, live] = await Promise.all([
      catalog.usedPorts(systemRef, credentials),
      livePorts(model),
    ]);
    const usedBy = new Map(used.map(entry => [entry.port, entry]));
    const liveOnly = new Map(
      live.items
        .filter(({ port }) => !usedBy.has(port))
        .map(entry => [entry.port, entry]),
    );
    return {
      model,
      taken: [
        ...[...usedBy.values()].map(({ port, entityRef, name }) => ({
          port,
          state: 'used' as const,
          by: entityRef ?? 'a service that you may not see',
          ...(name && { name }),
        })),
        ...[...liveOnly.values()].map(({ port, service, where }) => ({
          port,
          state: 'live' as const,
          by: where,
          name: service,
        })),
      ],
      problems: live.problems,
    };
  }
}

function toTakenPort(reservation: Reservation): TakenPort {
  return {
    port: reservation.port,
    state: 'reserved',
    by: reservation.reservedBy,
    name: reservation.service,
    expiresAt: reservation.expiresAt,
  };
}

function* freePorts(
  pool: { from: number; to: number },
  taken: ReadonlySet<number>,
): Generator<number> {
  for (let port = pool.from; port <= pool.to; port++) {
    if (!taken.has(port)) {
      yield port;
    }
  }
}

function* withFirst(
  first: number | undefined,
  others: Iterable<number>,
): Generator<number> {
  if (first !== undefined) {
    yield first;
  }
  yield* others;
}

function takenBy(
  holder: Reservation,
  wanted: { port: number; service: string; userEntityRef: string },
): ConflictError {
  const { port, service, reservedBy, expiresAt } = holder;
  return new ConflictError(
    service === wanted.service && reservedBy !== wanted.userEntityRef
      ? `'${reservedBy}' is about to make a service '${service}' and has reserved port ${port} for it until ${expiresAt}. Choose another name, or wait.`
      : `Port ${port} is reserved by '${reservedBy}' for '${service}' until ${expiresAt}. Take another one.`,
  );
}
