/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { Agent, request } from 'undici';
import { ReadyProbe } from '../components/types';
import { LabError } from '../errors';

/** Asks a probe once. Never throws. @internal */
export async function isReady(
  probe: ReadyProbe,
  timeoutMs = 2000,
): Promise<boolean> {
  return probe.kind === 'http'
    ? answersOk(probe.url, probe.caFile, timeoutMs)
    : accepts(probe.port, timeoutMs);
}

/**
 * Waits until a probe says yes.
 *
 * @param stillRuns - a program that has ended will not become ready.
 * @throws LabError with the end of the program's log.
 * @internal
 */
export async function waitReady(options: {
  name: string;
  probe: ReadyProbe;
  log: string;
  stillRuns: () => Promise<boolean>;
  timeoutMs: number;
}): Promise<void> {
  const { name, probe, log, stillRuns, timeoutMs } = options;
  const end = performance.now() + timeoutMs;
  for (;;) {
    if (await isReady(probe)) return;
    const runs = await stillRuns();
    if (!runs || performance.now() > end) {
      const why = runs
        ? `was not ready within ${timeoutMs / 1000} s`
        : 'ended while it was starting';
      throw new LabError(
        `Failed to start '${name}': it ${why}. The end of ${log}:\n${await tail(
          log,
        )}`,
      );
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}

/** The last lines of a log. @internal */
export async function tail(file: string, lines = 8): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-lines).join('\n');
}

async function answersOk(
  url: string,
  caFile: string | undefined,
  timeoutMs: number,
) {
  const ca = caFile && (await readFile(caFile, 'utf8').catch(() => undefined));
  const agent = new Agent(ca ? { connect: { ca } } : {});
  try {
    const response = await request(url, {
      dispatcher: agent,
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body.dump();
    return response.statusCode >= 200 && response.statusCode < 300;
  } catch {
    return false;
  } finally {
    await agent.destroy();
  }
}

function accepts(port: number, timeoutMs: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1', timeout: timeoutMs });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}
