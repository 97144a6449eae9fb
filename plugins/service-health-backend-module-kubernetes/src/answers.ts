/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  isRecord,
  readLines,
} from '@openpolicy/plugin-service-health-node/upstream';
import { Dispatcher } from 'undici';
import {
  KubernetesFault,
  faultOfStatus,
  parseRetryAfter,
  readStatusFacts,
  toKubernetesFault,
} from './errors';

/** Of an answer that is only looked at for its reason. */
export const ERROR_BODY_BYTES = 64 * 1024;

/**
 * Reads a body as text.
 *
 * @throws {@link KubernetesFault} `tooLarge` as soon as it exceeds `maxBytes`
 * @internal
 */
export async function readText(
  response: Dispatcher.ResponseData,
  maxBytes: number,
): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new KubernetesFault(
        'tooLarge',
        `its answer is larger than ${maxBytes} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size).toString('utf8');
}

/**
 * Classifies an unsuccessful answer by its status and, where it is a `Status` object, by its body.
 *
 * @internal
 */
export async function readFault(
  response: Dispatcher.ResponseData,
): Promise<KubernetesFault> {
  let body: unknown;
  try {
    body = JSON.parse(await readText(response, ERROR_BODY_BYTES));
  } catch {
    // A proxy's page or a cut body: the status alone has to do.
  }
  // The HTTP status counts, not the body's `code`: a body may say anything.
  const facts = {
    ...readStatusFacts(body, response.statusCode),
    status: response.statusCode,
  };
  const header = response.headers['retry-after'];
  return faultOfStatus({
    ...facts,
    retryAfterMs: parseRetryAfter(header) ?? facts.retryAfterMs,
  });
}

/**
 * Parses a JSON object.
 *
 * @throws {@link KubernetesFault} `malformed` for anything else; `what` names it
 * @internal
 */
export function parseObject(
  text: string,
  what: string,
): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new KubernetesFault('malformed', `its ${what} is not JSON`);
  }
  if (!isRecord(value)) {
    throw new KubernetesFault('malformed', `its ${what} is not an object`);
  }
  return value;
}

/**
 * Parses a stream of JSON objects, one a line; empty lines are left out. An event that cannot be read costs the stream: only a fresh
 * list tells what it would have said.
 *
 * @throws {@link KubernetesFault} while iterating: `tooLarge` as soon as a line exceeds `maxBytes`, `malformed` if the stream ends
 * inside a line
 * @internal
 */
export async function* parseLines(
  body: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Record<string, unknown>, void, undefined> {
  try {
    for await (const item of readLines(body, { maxBytes })) {
      if ('oversize' in item) {
        throw new KubernetesFault(
          'tooLarge',
          `an event is larger than ${maxBytes} bytes`,
        );
      }
      if ('unfinished' in item) {
        throw new KubernetesFault(
          'malformed',
          'its stream ended inside an event',
        );
      }
      if (item.line !== '') {
        yield parseObject(item.line, 'event');
      }
    }
  } catch (error) {
    throw toKubernetesFault(error);
  }
}
