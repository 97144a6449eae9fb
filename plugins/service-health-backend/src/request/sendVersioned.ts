/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Request, Response } from 'express';

/**
 * Answers with a versioned body, or with 304 if the caller has that version. The tag is weak: bodies of the same version differ in their
 * ages.
 *
 * @internal
 */
export function sendVersioned(
  request: Request<any, any, any, any>,
  response: Response<any>,
  body: { version: string },
): void {
  response.set({
    ETag: `W/"${body.version}"`,
    'Cache-Control': 'private, no-cache',
    Vary: 'Authorization',
  });
  if (request.fresh) {
    response.status(304).end();
    return;
  }
  response.json(body);
}
