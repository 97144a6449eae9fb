import type { IncomingMessage } from 'node:http';
import { HttpError } from './httpError.ts';

/** Bytes of a body that are read at most. */
export const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Reads a body as JSON.
 *
 * @throws HttpError 413 if it is too long, 415 or 400 if it is no JSON
 */
export async function readJson(incoming: IncomingMessage): Promise<unknown> {
  const type = incoming.headers['content-type'] ?? '';
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new HttpError(415, 'Send the body as application/json.');
  }
  const tooLong = new HttpError(
    413,
    `The body is longer than ${MAX_BODY_BYTES} bytes.`,
    // What is left of it is not read.
    { connection: 'close' },
  );
  if (Number(incoming.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
    throw tooLong;
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    if (length > MAX_BODY_BYTES) throw tooLong;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new HttpError(400, 'The body is no JSON.');
  }
}
