/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  UpstreamHttp,
  UpstreamFault,
  asRecord,
  asString,
} from '@openpolicy/plugin-service-health-node/upstream';
import { ArgoCdReadCredential } from './config';
import { ArgoCdError } from './errors';

const LOGIN_DEADLINE_MS = 10_000;

/**
 * Where a client gets its bearer token.
 *
 * @internal
 */
export interface ArgoCdCredential {
  /** The configuration key that it comes from, for messages. */
  readonly key: string;
  /** @throws ArgoCdError or UpstreamFault if a login is needed and fails. */
  getToken(): Promise<string>;
  /** Argo CD no longer takes this token. Returns whether another may be had. */
  reject(token: string): boolean;
}

/** A token of an account: nothing can be done when it is refused. */
class TokenCredential implements ArgoCdCredential {
  readonly #token: string;

  constructor(token: string, readonly key: string) {
    this.#token = token;
  }

  async getToken(): Promise<string> {
    return this.#token;
  }

  reject(): boolean {
    return false;
  }
}

/**
 * A user name and password, turned into a session token by one login that all requests share. Argo CD limits the rate of logins, so
 * there is never more than one under way, and a new one only when a request was refused with the last token.
 */
class SessionCredential implements ArgoCdCredential {
  readonly key: string;
  readonly #config: { username: string; password: string };
  readonly #http: UpstreamHttp;
  #session?: Promise<string>;
  #token?: string;

  constructor(
    config: { username: string; password: string; key: string },
    http: UpstreamHttp,
  ) {
    this.key = config.key;
    this.#config = config;
    this.#http = http;
  }

  getToken(): Promise<string> {
    this.#session ??= this.#login().catch(error => {
      this.#session = undefined;
      throw error;
    });
    return this.#session;
  }

  reject(token: string): boolean {
    // A request that was sent with an older token must not end a newer session.
    if (token === this.#token) {
      this.#session = undefined;
      this.#token = undefined;
    }
    return true;
  }

  async #login(): Promise<string> {
    const answer = await this.#http.read({
      method: 'POST',
      path: ['api', 'v1', 'session'],
      body: {
        username: this.#config.username,
        password: this.#config.password,
      },
      deadlineMs: LOGIN_DEADLINE_MS,
      maxBytes: 65_536,
    });
    if (answer.status !== 200) {
      throw ArgoCdError.fromAnswer(answer);
    }
    let token: string | undefined;
    try {
      token = asString(asRecord(JSON.parse(answer.text)).token);
    } catch {
      // Told below, without the body.
    }
    if (!token) {
      throw new UpstreamFault('garbage', 'its answer to a login has no token');
    }
    this.#token = token;
    return token;
  }
}

/**
 * Makes the credential of a configuration.
 *
 * @internal
 */
export function createCredential(
  config: ArgoCdReadCredential,
  http: UpstreamHttp,
): ArgoCdCredential {
  return config.kind === 'token'
    ? new TokenCredential(config.token, config.key)
    : new SessionCredential(config, http);
}
