/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  AuditorService,
  AuditorServiceCreateEventOptions,
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import { JsonObject } from '@backstage/types';
import { PortBook } from './PortBook';
import { Reservation } from './ReservationStore';

/** @internal */
export interface DeskRequest {
  systemRef: string;
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  request?: AuditorServiceCreateEventOptions['request'];
}

/**
 * Takes and gives back ports for users, with a trace of each attempt.
 *
 * @internal
 */
export class PortDesk {
  readonly #ports: PortBook;
  readonly #auditor: AuditorService;

  static create(options: { ports: PortBook; auditor: AuditorService }) {
    return new PortDesk(options.ports, options.auditor);
  }

  private constructor(ports: PortBook, auditor: AuditorService) {
    this.#ports = ports;
    this.#auditor = auditor;
  }

  async reserve(
    options: DeskRequest & { service: string; port?: number },
  ): ReturnType<PortBook['reserve']> {
    const { systemRef, service, port, credentials } = options;
    const meta = { pool: systemRef, service, ...(port && { port }) };
    return await this.#traced('port-reserve', options, meta, async () => {
      const reservation = await this.#ports.reserve({
        systemRef,
        service,
        port,
        credentials,
        userEntityRef: credentials.principal.userEntityRef,
      });
      return {
        result: reservation,
        meta: { port: reservation.port, outcome: reservation.outcome },
      };
    });
  }

  async release(options: DeskRequest & { port: number }): Promise<Reservation> {
    const { systemRef, port, credentials } = options;
    const meta = { pool: systemRef, port };
    return await this.#traced('port-release', options, meta, async () => {
      const released = await this.#ports.release({
        systemRef,
        port,
        credentials,
        userEntityRef: credentials.principal.userEntityRef,
      });
      return {
        result: released,
        meta: { service: released.service, reservedBy: released.reservedBy },
      };
    });
  }

  async #traced<T>(
    eventId: string,
    { request }: DeskRequest,
    meta: JsonObject,
    act: () => Promise<{ result: T; meta: JsonObject }>,
  ): Promise<T> {
    const event = await this.#auditor.createEvent({
      eventId,
      severityLevel: 'low',
      request,
      meta,
    });
    try {
      const done = await act();
      await event.success({ meta: { ...meta, ...done.meta } });
      return done.result;
    } catch (thrown) {
      const error = toError(thrown);
      await event.fail({ error, meta });
      throw error;
    }
  }
}
