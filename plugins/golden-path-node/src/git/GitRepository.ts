/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import * as git from 'isomorphic-git';
import nodeFs from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toGitError, displayUrl } from './gitErrors';
import {
  calling,
  checkUrl,
  GitRepositoryOptions,
  headersOf,
  listRefs,
  MAIN,
  withDeadline,
} from './gitAccess';
import { createGitHttp } from './gitHttp';
import { LocalCopy } from './LocalCopy';
import { TreeChange, treeWith } from './treeWith';

/**
 * One commit of a branch.
 *
 * @public
 */
export interface GitCommit {
  revision: string;
  message: string;
  /** Revisions that it was made on; some may be out of sight. */
  parents: string[];
}

/**
 * What is to be committed.
 *
 * @public
 */
export interface CommitRequest {
  /** First line, empty line, body and trailers. */
  message: string;
  author: { name: string; email: string };
  changes: readonly TreeChange[];
  /** A new branch to push to; default: the one that was opened. */
  toBranch?: string;
}

const COMMITTER = {
  name: 'OpenPolicy Portal',
  email: 'portal@openpolicy.example',
};
/** Answers of servers that say that somebody else was faster. */
const LOST_RACE =
  /fetch first|non-fast-forward|not-fast-forward|failed to update ref|cannot lock ref|failed to lock|stale info|incorrect old value/i;

/**
 * The push lost a race: the branch has moved on. Open it anew and try again.
 *
 * @public
 */
export class StaleBranchError extends ConflictError {}

/**
 * A branch of a repository on a Git server, as it was when it was opened. A copy of
 * its tip lies in a temporary folder until {@link GitRepository.close}.
 *
 * @public
 */
export class GitRepository {
  readonly #options: GitRepositoryOptions;
  readonly #gitdir: string;
  readonly #copy: LocalCopy;
  #revision: string | undefined;

  /** Address without credentials. */
  readonly url: string;
  readonly branch: string;

  /**
   * Opens a branch. A repository without commits is opened empty; with `orCreate`
   * so is one that does not exist yet, for servers that create it at the first push.
   *
   * @throws NotFoundError, NotAllowedError, ServiceUnavailableError: each names the
   *   repository, the reason and the next step
   */
  static async open(
    options: GitRepositoryOptions & { orCreate?: boolean },
  ): Promise<GitRepository> {
    checkUrl(options.url);
    const gitdir = await mkdtemp(join(tmpdir(), 'golden-path-git-'));
    const repository = new GitRepository(options, gitdir);
    try {
      await repository.#fetch(options.orCreate ?? false);
      return repository;
    } catch (error) {
      await repository.close();
      throw error;
    }
  }

  /**
   * Whether there is a repository with at least one branch.
   *
   * @throws NotAllowedError, ServiceUnavailableError
   */
  static async exists(options: GitRepositoryOptions): Promise<boolean> {
    checkUrl(options.url);
    const refs = await listRefs(options, true);
    return refs.length > 0;
  }

  /**
   * The tip of the branch, by one small request: for those who only want to know
   * whether there is something new.
   *
   * @returns undefined if there is no such branch
   * @throws NotFoundError, NotAllowedError, ServiceUnavailableError
   */
  static async tip(options: GitRepositoryOptions): Promise<string | undefined> {
    checkUrl(options.url);
    const wanted = `refs/heads/${options.branch ?? MAIN}`;
    const refs = await listRefs(options, false);
    return refs.find(({ ref }) => ref === wanted)?.oid;
  }

  private constructor(options: GitRepositoryOptions, gitdir: string) {
    this.#options = options;
    this.#gitdir = gitdir;
    this.url = displayUrl(options.url);
    this.#copy = new LocalCopy(gitdir, this.url);
    this.branch = options.branch ?? MAIN;
  }

  /** The commit that was opened or pushed last; undefined if there is none yet. */
  get revision(): string | undefined {
    return this.#revision;
  }

  /**
   * Text of a file; undefined if there is none.
   *
   * @param revision - one of those that {@link GitRepository.log} shows; default: the tip
   */
  async read(
    path: string,
    revision: string | undefined = this.#revision,
  ): Promise<string | undefined> {
    return revision ? this.#copy.read(path, revision) : undefined;
  }

  /** Names of the files right in a folder, sorted; none if there is no such folder. */
  async list(folder: string): Promise<string[]> {
    return this.#namesIn(folder, 'blob');
  }

  async #namesIn(folder: string, wanted: 'blob' | 'tree'): Promise<string[]> {
    return this.#revision
      ? this.#copy.namesIn(folder, this.#revision, wanted)
      : [];
  }

  /** Commits from the tip back, as far as `depth` reaches. */
  async log(): Promise<GitCommit[]> {
    if (!this.#revision) {
      return [];
    }
    const entries = await git.log({
      fs: nodeFs,
      gitdir: this.#gitdir,
      ref: this.#revision,
      depth: this.#options.depth ?? 1,
    });
    return entries.map(({ oid, commit }) => ({
      revision: oid,
      message: commit.message,
      parents: commit.parent,
    }));
  }

  /** Whether a commit can be looked at, and is not beyond the depth that was fetched. */
  async has(revision: string): Promise<boolean> {
    return this.#copy.has(revision);
  }

  /**
   * Ids of the contents of files at a commit. Equal ids are equal contents, so that one
   * can look along a long history without reading a file.
   *
   * @param revision - one of those that {@link GitRepository.log} shows
   * @returns by path; those that are not there are missing
   */
  async idsOf(
    paths: Iterable<string>,
    revision: string,
  ): Promise<Map<string, string>> {
    return this.#copy.idsOf(paths, revision);
  }

  /** Paths of all files in a folder and below it, sorted. */
  async listAll(folder: string): Promise<string[]> {
    const files = await this.list(folder);
    const prefix = folder && `${folder}/`;
    const below = await Promise.all(
      (
        await this.#namesIn(folder, 'tree')
      ).map(name => this.listAll(`${prefix}${name}`)),
    );
    return [...files.map(name => `${prefix}${name}`), ...below.flat()].sort();
  }

  /**
   * Commits the changes on top of what was opened, and pushes. Changes that change
   * nothing make no commit.
   *
   * @throws StaleBranchError if somebody else pushed meanwhile
   * @throws NotAllowedError if the server refuses the push
   */
  async commitAndPush(
    request: CommitRequest,
  ): Promise<{ revision: string; changed: boolean }> {
    const parent = this.#revision;
    const before = parent && (await this.#copy.treeOf(parent));
    const tree = await treeWith(
      { fs: nodeFs, gitdir: this.#gitdir },
      before,
      request.changes,
    );
    if (parent && tree === before && !request.toBranch) {
      return { revision: parent, changed: false };
    }
    const branch = request.toBranch ?? this.branch;
    const seconds = { timestamp: Math.floor(Date.now() / 1000) };
    const revision = await git.commit({
      fs: nodeFs,
      gitdir: this.#gitdir,
      message: request.message,
      tree,
      parent: parent ? [parent] : [],
      author: { ...request.author, ...seconds },
      committer: { ...COMMITTER, ...seconds },
      ref: `refs/heads/${branch}`,
    });
    await this.#push(branch);
    this.#revision = revision;
    return { revision, changed: true };
  }

  /**
   * Deletes the branch if its tip is still what was opened. Servers that make a
   * repository at its first push may take one without branches away.
   *
   * @throws StaleBranchError if somebody else pushed meanwhile
   * @throws NotAllowedError if the server refuses it
   */
  async deleteBranch(): Promise<void> {
    const tip = await GitRepository.tip({
      ...this.#options,
      branch: this.branch,
    });
    if (tip === undefined) {
      return;
    }
    if (tip !== this.#revision) {
      throw this.#stale();
    }
    await this.#push(this.branch, { remove: true });
    this.#revision = undefined;
  }

  /** Removes the copy. */
  async close(): Promise<void> {
    await rm(this.#gitdir, { recursive: true, force: true });
  }

  async #fetch(orCreate: boolean): Promise<void> {
    const refs = await listRefs(this.#options, orCreate);
    await git.init({
      fs: nodeFs,
      gitdir: this.#gitdir,
      bare: true,
      defaultBranch: this.branch,
    });
    const tip = refs.find(({ ref }) => ref === `refs/heads/${this.branch}`);
    if (!tip) {
      if (refs.length > 0) {
        throw new InputError(
          `Failed to read repository '${this.url}': it has no branch '${this.branch}'. Name one of its branches, or create this one.`,
        );
      }
      return;
    }
    await git.addRemote({
      fs: nodeFs,
      gitdir: this.#gitdir,
      remote: 'origin',
      url: this.#options.url,
    });
    // What is fetched may be newer than what was listed.
    const { fetchHead } = await calling(this.#options, 'read', limits =>
      git.fetch({
        fs: nodeFs,
        gitdir: this.#gitdir,
        http: createGitHttp(limits),
        remote: 'origin',
        ref: this.branch,
        singleBranch: true,
        tags: false,
        depth: this.#options.depth ?? 1,
        headers: headersOf(this.#options),
      }),
    );
    this.#revision = fetchHead ?? tip.oid;
    await git.writeRef({
      fs: nodeFs,
      gitdir: this.#gitdir,
      ref: `refs/heads/${this.branch}`,
      value: this.#revision,
      force: true,
    });
  }

  async #push(branch: string, options?: { remove: boolean }): Promise<void> {
    const words: string[] = [];
    try {
      const result = await withDeadline(this.#options, limits =>
        git.push({
          fs: nodeFs,
          gitdir: this.#gitdir,
          http: createGitHttp(limits),
          url: this.#options.url,
          ref: `refs/heads/${branch}`,
          remoteRef: `refs/heads/${branch}`,
          delete: options?.remove ?? false,
          onMessage: message => {
            words.push(message);
          },
          headers: headersOf(this.#options),
        }),
      );
      if (!result.ok) {
        throw new Error(result.error ?? 'the server refused it');
      }
    } catch (error) {
      throw this.#pushError(error, words);
    }
  }

  /** @param words - what hooks of the server said: the reason is there */
  #pushError(error: unknown, words: readonly string[]): Error {
    const { code, data, message } = error as {
      code?: string;
      message?: string;
      data?: { prettyDetails?: string; statusCode?: number };
    };
    const details = `${message ?? ''} ${data?.prettyDetails ?? ''}`;
    if (code === 'PushRejectedError' || LOST_RACE.test(details)) {
      return this.#stale();
    }
    if (code === 'GitPushError') {
      return new NotAllowedError(
        `Failed to push to repository '${
          this.url
        }': its server refused the push to '${this.branch}' (${short(
          `${data?.prettyDetails ?? details} ${words.slice(0, 10).join(' ')}`,
        )}). Perhaps the branch is protected: let the portal's user push to it, or name another one.`,
      );
    }
    return toGitError(error, { url: this.url, doing: 'push to' });
  }

  #stale(): StaleBranchError {
    return new StaleBranchError(
      `Failed to push to repository '${this.url}': branch '${this.branch}' has moved on meanwhile. Try again.`,
    );
  }
}

function short(text: string): string {
  return (
    text
      // Hooks write in colours.
      // eslint-disable-next-line no-control-regex
      .replace(/\u001b\[[\d;]*[A-Za-z]/g, '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
  );
}
