/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, IncomingMessage, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ENVIRONMENT = {
  PATH: process.env.PATH,
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
};

/**
 * A real Git server on loopback: `git http-backend`. Everybody may clone; `portal`
 * with the password `secret-4711` may push, which creates a repository. A group before
 * its name, as GitLab has it, makes no difference. So may `oauth2`, as GitLab's tokens do.
 *
 * @public
 */
export interface TestGitServer {
  baseUrl: string;
  auth: { username: string; password: string };
  /** Runs git in a bare repository. */
  git(name: string, ...args: string[]): Promise<string>;
  /** Puts a hook into a bare repository. */
  hook(name: string, hook: string, script: string): Promise<void>;
  /** Called with each request before it is served; what it returns is waited for. */
  onRequest?: (method: string, path: string) => Promise<void> | void;
  /** Answers everything with this status instead. */
  failWith?: number;
  close(): Promise<void>;
}

/**
 * Starts it.
 *
 * @public
 */
export async function startGitServer(): Promise<TestGitServer> {
  const root = await mkdtemp(join(tmpdir(), 'test-git-server-'));
  const auth = { username: 'portal', password: 'secret-4711' };
  const wanted = [auth.username, 'oauth2'].map(
    user =>
      `Basic ${Buffer.from(`${user}:${auth.password}`).toString('base64')}`,
  );

  const http = createServer();
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));

  const testServer: TestGitServer = {
    baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    auth,
    git: async (name, ...args) =>
      (
        await run('git', args, {
          cwd: join(root, `${name}.git`),
          env: ENVIRONMENT,
        })
      ).stdout,
    hook: (name, hook, script) =>
      writeFile(join(root, `${name}.git`, 'hooks', hook), script, {
        mode: 0o755,
      }),
    close: async () => {
      http.closeAllConnections();
      await new Promise(resolve => http.close(resolve));
      await rm(root, { recursive: true, force: true });
    },
  };
  const creations = new Map<string, Promise<unknown>>();
  http.on('request', async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://x');
    await testServer.onRequest?.(req.method ?? 'GET', req.url ?? '/');
    if (testServer.failWith) {
      res.writeHead(testServer.failWith).end('Basic realm');
      return;
    }
    const pushes =
      searchParams.get('service') === 'git-receive-pack' ||
      pathname.endsWith('/git-receive-pack');
    if (pushes && !wanted.includes(req.headers.authorization ?? '')) {
      res.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end();
      return;
    }
    const [, path = '/'] = /(\/[^/]+\.git\/.*)$/.exec(pathname) ?? [];
    const folder = join(root, path.split('/')[1]);
    if (pushes) {
      // Two first pushes at once make it once: git init in a half-made folder fails.
      let made = creations.get(folder);
      if (!made && !existsSync(folder)) {
        made = run('git', ['init', '-q', '--bare', '-b', 'main', folder], {
          env: ENVIRONMENT,
        });
        creations.set(folder, made);
      }
      await made;
    }
    serveByCgi(req, res, {
      root,
      path,
      user: pushes ? auth.username : undefined,
    });
  });
  return testServer;
}

function serveByCgi(
  req: IncomingMessage,
  res: ServerResponse,
  repository: { root: string; path: string; user?: string },
): void {
  const { root, path, user } = repository;
  const url = new URL(req.url ?? '/', 'http://x');
  const child = spawn('git', ['http-backend'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: {
      ...ENVIRONMENT,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: req.method ?? 'GET',
      CONTENT_TYPE: req.headers['content-type'] ?? '',
      CONTENT_LENGTH: req.headers['content-length'] ?? '',
      GIT_PROTOCOL: String(req.headers['git-protocol'] ?? ''),
      ...(user && { REMOTE_USER: user }),
    },
  });
  child.stdin.on('error', () => {});
  req.pipe(child.stdin);
  const chunks: Buffer[] = [];
  child.stdout.on('data', chunk => chunks.push(chunk));
  child.on('close', () => {
    const answer = Buffer.concat(chunks);
    const end = answer.indexOf('\r\n\r\n');
    const headers = answer
      .subarray(0, end)
      .toString('latin1')
      .split('\r\n')
      .map(line => line.split(/:\s*/, 2));
    const status = headers.find(([name]) => name === 'Status')?.[1];
    res.writeHead(
      status ? Number(status.slice(0, 3)) : 200,
      Object.fromEntries(headers.filter(([name]) => name !== 'Status')),
    );
    res.end(answer.subarray(end + 4));
  });
}
