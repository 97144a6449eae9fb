/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { request } from 'undici';
import { LabError, messageOf } from '../errors';
import { TrafficControl } from '../traffic/controls';

/** Talks to the traffic simulator's control API. @public */
export class TrafficClient {
  readonly #url: string;

  static create(url: string) {
    return new TrafficClient(url);
  }

  private constructor(url: string) {
    this.#url = url;
  }

  /** Adds a control to a service's. */
  async set(namespace: string, service: string, control: TrafficControl) {
    await this.#call(
      'PUT',
      `/control/services/${namespace}/${service}`,
      control,
    );
  }

  /** Puts a service back to its normal traffic. */
  async remove(namespace: string, service: string) {
    await this.#call('DELETE', `/control/services/${namespace}/${service}`);
  }

  async #call(method: 'PUT' | 'DELETE', path: string, body?: unknown) {
    const response = await request(`${this.#url}${path}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(10_000),
    }).catch(error => {
      throw new LabError(
        `Failed to reach the traffic simulator: ${messageOf(
          error,
        )}. Run 'lab up' to start it.`,
        { cause: error },
      );
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) {
      throw new LabError(`Failed to control traffic of '${path}': ${text}`);
    }
  }
}
