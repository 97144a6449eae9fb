/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { createHmac, randomUUID } from 'node:crypto';

/** An API token of a local Argo CD account and what Argo CD stores about it. @internal */
export interface ArgoToken {
  jwt: string;
  /** The entry of `accounts.<name>.tokens` in argocd-secret. */
  stored: { id: string; iat: number };
}

const encode = (value: unknown) =>
  Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Mints the token that `POST /api/v1/account/<name>/token` would return, so that
 * it is known before Argo CD runs. Claims as in Argo CD's
 * util/session/sessionmanager.go (Create): issuer `argocd`, subject
 * `<account>:apiKey`, signed HS256 with server.secretkey; valid only while the
 * account's stored tokens list its id.
 *
 * @param now - seconds since the epoch.
 * @internal
 */
export function mintArgoToken(
  account: string,
  serverSecret: string,
  now: number,
  id: string = randomUUID(),
): ArgoToken {
  const content = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({
    iss: 'argocd',
    sub: `${account}:apiKey`,
    nbf: now,
    iat: now,
    jti: id,
  })}`;
  const signature = createHmac('sha256', serverSecret)
    .update(content)
    .digest('base64url');
  return { jwt: `${content}.${signature}`, stored: { id, iat: now } };
}

/** The id and time in a token that {@link mintArgoToken} made. @internal */
export function storedPartOf(jwt: string): ArgoToken['stored'] {
  const claims = JSON.parse(
    Buffer.from(jwt.split('.')[1], 'base64url').toString('utf8'),
  );
  return { id: claims.jti, iat: claims.iat };
}
