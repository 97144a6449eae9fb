/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  JsonRecord,
  asRecord,
} from '@openpolicy/plugin-service-health-node/upstream';
import { ArgoCdError } from './errors';

/**
 * What comes along the stream of applications.
 *
 * `opened`: the header, always first. `alive`: a keep-alive. `skipped`: an object that was too large or garbled, so that a list is
 * due.
 *
 * @internal
 */
export type ApplicationStreamFrame =
  | { type: 'changed' | 'deleted'; application: JsonRecord }
  | { type: 'opened' }
  | { type: 'alive' }
  | { type: 'skipped'; reason: string };

/**
 * Reads one line of the stream: a server-sent event or, from older servers, plain JSON.
 *
 * @returns undefined for the empty line that ends an event.
 * @throws ArgoCdError for the error that the gateway ends a stream with.
 * @internal
 */
export function parseStreamLine(
  line: string,
): ApplicationStreamFrame | undefined {
  const text = (line.startsWith('data:') ? line.slice(5) : line).trim();
  if (text === '') {
    return undefined;
  }
  if (text.startsWith(':')) {
    return { type: 'alive' };
  }
  let frame: JsonRecord;
  try {
    frame = asRecord(JSON.parse(text));
  } catch {
    return { type: 'skipped', reason: 'broken JSON' };
  }
  if (frame.error) {
    // The gateway's last word on a stream: {"error": {grpc_code, http_code, message}}.
    const {
      grpc_code: code,
      http_code: status,
      message,
    } = asRecord(frame.error);
    throw ArgoCdError.fromAnswer({
      status: typeof status === 'number' ? status : 500,
      text: JSON.stringify({ code, message }),
    });
  }
  const { type, application } = asRecord(frame.result);
  const isKnown = type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED';
  if (!isKnown || !asRecord(application).metadata) {
    return { type: 'skipped', reason: 'no event of an application' };
  }
  return {
    type: type === 'DELETED' ? 'deleted' : 'changed',
    application: asRecord(application),
  };
}
