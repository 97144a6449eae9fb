/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import git, { HttpClient } from 'isomorphic-git';
import { setTimeout as delay } from 'node:timers/promises';
import { describeConflicts, mergeText } from '../delivery/mergeText';
import { cleanAuthor, commitMessage, GitAuthor, trailerOf } from './commitMessage';
import { GitLimitError, gitFault, isNotFound, shortText, statusOf } from './errors';
import { createGitHttp } from './GitHttp';
import { MemoryFiles } from './MemoryFiles';
import { checkBranch, checkFilePath, checkRepositoryUrl } from './names';
import {
  filesBelow,
  GitChange,
  ObjectStore,
  readFileAt,
  writeChangedTree,
} from './trees';

/** How the portal signs in to a Git server. @public */
export interface GitAuth {
  username: string;
  token: string;
}

/** @public */
export interface GitRepositoryOptions {
  /** Address over http or https, without credentials. */
  url: string;
  /** Default: the server's default branch; `main` for an empty repository. */
  branch?: string;
  auth?: GitAuth;
  signal?: AbortSignal;
  /** Milliseconds that one request may take. Default: 30 000. */
  deadlineMs?: number;
  /** Bytes that one answer may have. Default: 64 MiB. */
  sizeLimitBytes?: number;
  /** Whether a repository that is not there passes for an empty one, for servers that make it at its first push. */
  create?: boolean;
}

/** The files of one commit. @public */
export interface GitTree {
  /** The commit; undefined in an empty repository. */
  readonly revision: string | undefined;
  /** A file's text; undefined if it is not there. */
  read(path: string): Promise<string | undefined>;
  /** All files below a folder (`''` is the root), as sorted paths from the root. */
  list(folder: string): Promise<string[]>;
}

/** @public */
export interface CommitRequest {
  /** One line; line ends are taken out. */
  message: string;
  author: GitAuthor;
  /** Lines at the message's end, see {@link COMMIT_TRAILERS}. */
  trailers?: Record<string, string | undefined>;
  /**
   * What changes. If somebody else pushes meanwhile, a list is merged by lines with what
   * they did; a function is asked again, with the new tip.
   */
  changes: readonly GitChange[] | ((tip: GitTree) => Promise<readonly GitChange[]>);
}

/** @public */
export interface CommitResult {
  /** The branch's tip that holds the changes. */
  revision: string;
  /** False if the branch held them already; nothing was pushed then. */
  changed: boolean;
}

/** One commit of a branch. @public */
export interface GitCommit {
  revision: string;
  message: string;
  /** Value of a trailer; undefined without it. */
  trailer(key: string): string | undefined;
}

const GITDIR = '/git';
const REMOTE = 'origin';
const DEFAULT_BRANCH = 'main';
const DEFAULT_DEADLINE_MS = 30_000;
const DEFAULT_SIZE_LIMIT = 64 * 1024 * 1024;
/** A push that lost a race is made anew on the new tip so often. */
const MAX_ATTEMPTS = 5;
const FIRST_PAUSE_MS = 150;

/**
 * One branch of a repository on a Git server over HTTP, without a checkout: a shallow
 * clone in memory, and commits that are pushed as they are made.
 *
 * Every method throws an error of `@backstage/errors` that names repository, reason and
 * next step and holds no credential; a cancelled signal's reason comes through unchanged.
 *
 * @public
 */
export class GitRepository implements GitTree {
  readonly #options: GitRepositoryOptions;
  readonly #http: HttpClient;
  readonly #messages: string[] = [];
  #store: ObjectStore = newStore();
  #revision: string | undefined;
  #exists = true;

  /** Address without credentials. */
  readonly url: string;
  readonly branch: string;

  private constructor(options: GitRepositoryOptions, branch: string) {
    this.#options = options;
    this.url = options.url;
    this.branch = branch;
    this.#http = httpOf(options);
  }

  /**
   * Reads the tip of a branch. A branch that is not there yet is empty: its first
   * commit makes it, from the default branch's tip if there is one.
   *
   * @throws NotFoundError if there is no such repository, unless `create` is set
   */
  static async open(options: GitRepositoryOptions): Promise<GitRepository> {
    const checked = { ...options, url: checkRepositoryUrl(options.url) };
    if (options.branch !== undefined) checkBranch(options.branch);
    const remote = await advertised(checked);
    const repository = new GitRepository(
      checked,
      checked.branch ?? remote.defaultBranch ?? DEFAULT_BRANCH,
    );
    repository.#exists = remote.exists;
    const tip =
      remote.branches.get(repository.branch) ??
      (remote.defaultBranch && remote.branches.get(remote.defaultBranch));
    if (tip) {
      await repository.#fetch(
        remote.branches.has(repository.branch)
          ? repository.branch
          : remote.defaultBranch!,
      );
    }
    return repository;
  }

  /**
   * The tip of a branch, by one small request.
   *
   * @returns undefined if the branch or the repository is empty
   * @throws NotFoundError if there is no such repository
   */
  static async tip(options: GitRepositoryOptions): Promise<string | undefined> {
    const checked = { ...options, url: checkRepositoryUrl(options.url) };
    const remote = await advertised(checked);
    return remote.branches.get(
      checked.branch ?? remote.defaultBranch ?? DEFAULT_BRANCH,
    );
  }

  /**
   * Whether a repository holds anything. One without a branch is as good as none: it can
   * be pushed to and nobody loses anything.
   */
  static async exists(
    options: Omit<GitRepositoryOptions, 'branch' | 'create'>,
  ): Promise<boolean> {
    const remote = await advertised({
      ...options,
      url: checkRepositoryUrl(options.url),
      create: true,
    });
    return remote.branches.size > 0;
  }

  get revision(): string | undefined {
    return this.#revision;
  }

  /** False until the first push to a server that makes repositories at it. */
  get exists(): boolean {
    return this.#exists;
  }

  async read(path: string): Promise<string | undefined> {
    checkFilePath(path);
    return this.#treeAt(this.#revision).read(path);
  }

  async list(folder: string): Promise<string[]> {
    if (folder !== '') checkFilePath(folder);
    return this.#treeAt(this.#revision).list(folder);
  }

  /** Moves to the branch's tip as it is now. @returns whether it had moved. */
  async refresh(): Promise<boolean> {
    const before = this.#revision;
    const remote = await advertised({ ...this.#options, create: true });
    const tip = remote.branches.get(this.branch);
    if (tip && tip !== before) await this.#fetch(this.branch);
    return tip !== undefined && tip !== before;
  }

  /**
   * Commits onto the branch's tip and pushes. When somebody else pushed first, does it
   * again on the new tip, five times at most.
   *
   * @throws ConflictError that names file and lines if both changed the same ones
   * @throws NotAllowedError if the server refuses: a credential, a protected branch, a hook
   * @throws ServiceUnavailableError if others were always faster, or the server is down
   */
  async commitAndPush(request: CommitRequest): Promise<CommitResult> {
    const base = this.#revision;
    for (let attempt = 1; ; attempt += 1) {
      const parent = this.#revision;
      const changes =
        typeof request.changes === 'function'
          ? await request.changes(this.#treeAt(parent))
          : await this.#rebased(request.changes, base, parent);
      const commit = await this.#commit(request, parent, changes);
      if (commit === undefined) {
        return { revision: parent!, changed: false };
      }
      const refusal = await this.#push(commit);
      if (!refusal) {
        this.#revision = commit;
        this.#exists = true;
        return { revision: commit, changed: true };
      }
      await this.#recover(refusal, attempt);
    }
  }

  /**
   * The branch's commits, newest first.
   *
   * @param limit - how many at most; they are fetched for it
   */
  async history(limit: number): Promise<GitCommit[]> {
    if (this.#revision === undefined) return [];
    return this.#guard('read the history of', async () => {
      await this.#fetch(this.branch, limit);
      const entries = await git.log({
        ...this.#store,
        ref: this.#revision!,
        depth: limit,
      });
      return entries.map(({ oid, commit }) => ({
        revision: oid,
        message: commit.message,
        trailer: (key: string) => trailerOf(commit.message, key),
      }));
    });
  }

  /**
   * Deletes the branch. Servers that make a repository at its first push may take one
   * without a branch away.
   *
   * @param expected - the tip that may go; another one is left alone
   * @throws ConflictError if the branch has moved
   */
  async deleteBranch(expected: string): Promise<void> {
    const remote = await advertised(this.#options);
    const tip = remote.branches.get(this.branch);
    if (tip === undefined) return;
    if (tip !== expected) {
      throw new ConflictError(
        `Branch '${this.branch}' of the Git repository '${this.url}' has moved to ${tip.slice(0, 12)}, so it is left alone. Look at what was added, and remove it by hand.`,
      );
    }
    await this.#guard('delete the branch of', () =>
      git.push({
        ...this.#store,
        http: this.#http,
        headers: headersOf(this.#options),
        url: this.url,
        remote: REMOTE,
        ref: `refs/heads/${this.branch}`,
        remoteRef: `refs/heads/${this.branch}`,
        delete: true,
        onMessage: message => this.#hear(message),
      }),
    ).catch(error => {
      throw this.#messages.length > 0 ? this.#refused(error) : error;
    });
    this.#revision = undefined;
  }

  #treeAt(revision: string | undefined): GitTree {
    return {
      revision,
      read: async path => {
        if (revision === undefined) return undefined;
        const bytes = await readFileAt(this.#store, revision, path);
        return bytes && Buffer.from(bytes).toString('utf8');
      },
      list: async folder =>
        revision === undefined ? [] : filesBelow(this.#store, revision, folder),
    };
  }

  /** A list of changes was made against `base`; what others did since is kept. */
  async #rebased(
    changes: readonly GitChange[],
    base: string | undefined,
    tip: string | undefined,
  ): Promise<readonly GitChange[]> {
    if (tip === base) return changes;
    return Promise.all(
      changes.map(async change => {
        const [before, theirs] = await Promise.all([
          this.#treeAt(base).read(change.path),
          this.#treeAt(tip).read(change.path),
        ]);
        if (before === theirs) return change;
        const { content } = change;
        const ours =
          content === undefined || typeof content === 'string'
            ? content
            : Buffer.from(content).toString('utf8');
        const merged = mergeText({ base: before, ours, theirs });
        if ('conflicts' in merged) {
          throw new ConflictError(
            `Somebody else changed '${change.path}' of the Git repository '${this.url}' meanwhile: ${describeConflicts(merged.conflicts)}. Look at their change, and try again.`,
          );
        }
        return { ...change, content: merged.text };
      }),
    );
  }

  /** @returns undefined if nothing is different. */
  async #commit(
    { message, trailers, author }: CommitRequest,
    parent: string | undefined,
    changes: readonly GitChange[],
  ): Promise<string | undefined> {
    const tree = await writeChangedTree(this.#store, parent, changes);
    if (parent) {
      const { commit } = await git.readCommit({ ...this.#store, oid: parent });
      if (commit.tree === tree) return undefined;
    }
    const who = {
      ...cleanAuthor(author),
      timestamp: Math.floor(Date.now() / 1000),
      timezoneOffset: 0,
    };
    return git.writeCommit({
      ...this.#store,
      commit: {
        message: commitMessage(message, trailers),
        tree,
        parent: parent ? [parent] : [],
        author: who,
        committer: who,
      },
    });
  }

  /** @returns why the server did not take it, if another attempt may help. */
  async #push(commit: string): Promise<Error | undefined> {
    this.#messages.length = 0;
    const ref = `refs/heads/${this.branch}`;
    await git.writeRef({ ...this.#store, ref, value: commit, force: true });
    try {
      await this.#guard('push to', () =>
        git.push({
          ...this.#store,
          http: this.#http,
          headers: headersOf(this.#options),
          url: this.url,
          remote: REMOTE,
          ref,
          remoteRef: ref,
          onMessage: message => this.#hear(message),
        }),
      );
      return undefined;
    } catch (error) {
      if (error instanceof RefusedPush) return error;
      throw error;
    }
  }

  /**
   * After a refusal: moves to the new tip if the branch has moved, else throws.
   *
   * What a server says when a push lost a race differs between servers, and some hold a
   * lock on the branch while its tip is still the old one. So the tip decides, not the
   * words; only for a lock they do.
   */
  async #recover(refusal: Error, attempt: number): Promise<void> {
    const isLock = /lock|reference already exists|incorrect old value/i.test(
      refusal.message,
    );
    if (attempt >= MAX_ATTEMPTS) {
      throw new ServiceUnavailableError(
        `Failed to push to the Git repository '${this.url}': others changed branch '${this.branch}' each time, ${MAX_ATTEMPTS} times. Try again.`,
      );
    }
    await delay(FIRST_PAUSE_MS * attempt * (1 + Math.random()), undefined, {
      signal: this.#options.signal,
    });
    const moved = await this.refresh();
    if (!moved && !isLock) throw this.#refused(refusal);
  }

  #refused(refusal: Error): Error {
    const words = shortText(
      [refusal.message, ...this.#messages]
        .join(' ')
        .split(this.#options.auth?.token || '\u0000')
        .join('…'),
    );
    return new NotAllowedError(
      `The Git repository '${this.url}' refused a change of branch '${this.branch}': ${words}. Let the portal's account push to that branch, or name a branch without protection.`,
    );
  }

  #hear(message: string): void {
    if (this.#messages.length < 20) this.#messages.push(message);
  }

  async #fetch(branch: string, depth = 1): Promise<void> {
    await this.#guard('read', async () => {
      // isomorphic-git never forgets objects; a clone that follows a branch for days would grow.
      if (depth === 1) this.#store = newStore();
      const { fetchHead } = await git.fetch({
        ...this.#store,
        http: this.#http,
        headers: headersOf(this.#options),
        url: this.url,
        remote: REMOTE,
        ref: branch,
        remoteRef: `refs/heads/${branch}`,
        singleBranch: true,
        tags: false,
        depth,
      });
      this.#revision = fetchHead ?? undefined;
    });
  }

  async #guard<T>(doing: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#options.signal?.throwIfAborted();
      const refusal = refusalOf(error);
      if (refusal) throw new RefusedPush(refusal);
      throw gitFault(error, doing, this.url);
    }
  }
}

/** A server that answered, and did not take the commit. */
class RefusedPush extends Error {}

function refusalOf(error: unknown): string | undefined {
  const { code, data, message } = error as {
    code?: string;
    message?: string;
    data?: { prettyDetails?: string };
  };
  if (code === 'GitPushError') return shortText(data?.prettyDetails ?? '');
  // The tip is none that this clone has: it moved between two requests.
  if (code === 'PushRejectedError') return shortText(message ?? '');
  return undefined;
}

interface Advertised {
  exists: boolean;
  defaultBranch?: string;
  branches: Map<string, string>;
}

/** What a server says about a repository before anything is fetched. */
async function advertised(options: GitRepositoryOptions): Promise<Advertised> {
  try {
    const refs = await git.listServerRefs({
      http: httpOf(options),
      headers: headersOf(options),
      url: options.url,
      protocolVersion: 1,
      symrefs: true,
    });
    const branches = new Map<string, string>();
    let defaultBranch: string | undefined;
    for (const { ref, oid, target } of refs) {
      const name = /^refs\/heads\/(.+)$/.exec(ref)?.[1];
      if (name) branches.set(name, oid);
      if (ref === 'HEAD') {
        defaultBranch = /^refs\/heads\/(.+)$/.exec(target ?? '')?.[1];
      }
    }
    return { exists: true, branches, defaultBranch };
  } catch (error) {
    options.signal?.throwIfAborted();
    if (options.create && statusOf(error) === 404) {
      return { exists: false, branches: new Map() };
    }
    throw gitFault(error, 'read', options.url);
  }
}

function httpOf(options: GitRepositoryOptions): HttpClient {
  return createGitHttp({
    deadlineMs: options.deadlineMs ?? DEFAULT_DEADLINE_MS,
    sizeLimitBytes: options.sizeLimitBytes ?? DEFAULT_SIZE_LIMIT,
    signal: options.signal,
  });
}

/** A new object each time: isomorphic-git writes into it. */
function headersOf({ auth }: GitRepositoryOptions): Record<string, string> {
  if (!auth) return {};
  const text = Buffer.from(`${auth.username}:${auth.token}`).toString('base64');
  return { Authorization: `Basic ${text}` };
}

function newStore(): ObjectStore {
  return { fs: new MemoryFiles() as never, gitdir: GITDIR, cache: {} };
}
