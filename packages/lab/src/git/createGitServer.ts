/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { timingSafeEqual } from 'node:crypto';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { browse } from './browse';
import { gitHttpBackend } from './gitHttpBackend';
import { PushedRepositories } from './PushedRepositories';

/** A DNS label, as the names of services are. */
const repositoryPath =
  /^\/([a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?)\.git\/([A-Za-z0-9._/-]+)$/;

/** What a push changed. @internal */
export interface Push {
  /** Name of the repository, without `.git`. */
  repository: string;
  branch: string;
  /** Commits; undefined where the branch was not there, or is not there any more. */
  before?: string;
  after?: string;
}

/** Options of {@link createGitServer}. @internal */
export interface GitServerOptions {
  /** The folder that holds the bare repositories. */
  root: string;
  /** Who may push. Anybody may clone. */
  username: string;
  token: string;
  /** Largest pack that is taken, in bytes. */
  maxPackBytes?: number;
  /** Told of every push that changed the main branch, after the client has its answer. */
  onPush?: (push: Push) => void;
}

/**
 * A smart-HTTP Git server around Git's own CGI program, `git http-backend`. Its first
 * authenticated push creates a repository.
 * @internal
 */
export function createGitServer(options: GitServerOptions): Server {
  const repositories = PushedRepositories.create(options.root);
  return createServer((req, res) => {
    serve(req, res, options, repositories).catch(error => {
      process.stderr.write(`${req.method} ${req.url}: ${error?.stack}\n`);
      if (!res.headersSent) res.writeHead(500);
      res.end();
    });
  });
}

async function serve(
  req: IncomingMessage,
  res: ServerResponse,
  options: GitServerOptions,
  repositories: PushedRepositories,
) {
  const url = new URL(req.url ?? '/', 'http://127.0.0.1');
  if (url.pathname === '/healthz') {
    res.end('ok\n');
    return;
  }
  const [, repository, action] = repositoryPath.exec(url.pathname) ?? [];
  if (!repository || url.pathname.includes('..')) {
    const text = await browse(options.root, url.pathname);
    if (text === undefined) res.writeHead(404).end();
    else {
      res.setHeader('content-type', 'text/plain; charset=utf-8');
      res.setHeader('x-content-type-options', 'nosniff');
      res.end(text);
    }
    return;
  }
  const asksForPush =
    action === 'info/refs' &&
    url.searchParams.get('service') === 'git-receive-pack';
  const pushes = req.method === 'POST' && action === 'git-receive-pack';
  const cgi = {
    root: options.root,
    maxPackBytes: options.maxPackBytes ?? 32 * 1024 * 1024,
  };
  if (!asksForPush && !pushes) {
    if (!(await repositories.has(repository))) {
      res.writeHead(404).end();
      return;
    }
    await gitHttpBackend(req, res, { ...cgi, path: url.pathname });
    return;
  }
  if (!mayPush(req.headers.authorization, options)) {
    res
      .writeHead(401, { 'www-authenticate': 'Basic realm="git"' })
      .end('Pushing needs the portal’s user and token.\n');
    return;
  }
  const user = options.username;
  if (asksForPush) {
    // Only looking creates nothing: a repository that is not there looks empty.
    const path = (await repositories.has(repository))
      ? url.pathname
      : `/${await repositories.empty()}/info/refs`;
    await gitHttpBackend(req, res, { ...cgi, path, user });
    return;
  }
  const change = await repositories.push(repository, () =>
    gitHttpBackend(req, res, { ...cgi, path: url.pathname, user }),
  );
  if (change) options.onPush?.({ repository, ...change });
}

function mayPush(header: string | undefined, options: GitServerOptions) {
  const [, encoded] = /^Basic ([A-Za-z0-9+/=]+)$/i.exec(header ?? '') ?? [];
  const given = Buffer.from(encoded ?? '', 'base64');
  const wanted = Buffer.from(`${options.username}:${options.token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
