/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document, parseAllDocuments } from 'yaml';
import { KubeObject } from '../cluster/KubeClient';
import { LabError, messageOf } from '../errors';
import { LabPaths } from '../paths';
import { exec } from '../runtime/exec';
import { withLock } from '../runtime/lock';
import { editDocument } from './editDocument';
import { gitEnvironment } from './gitEnvironment';
import { deliveryRepositories, replaceRepositoryUrls } from './repositoryUrls';

const branch = 'main';
const lockPatienceMs = 20_000;
/** How often a commit is made anew because somebody else pushed meanwhile. */
const maxAttempts = 5;

/** Where a service stood before the lab's first change of it and after its last. */
const changeRefs = (service: string) => ({
  before: `refs/lab/before/${service}`,
  after: `refs/lab/after/${service}`,
});

/**
 * The lab's copy of `deploy/dev`: a bare repository that its Git server serves and a
 * work tree in which scenarios commit. Others push to it too, so that every commit is
 * made on top of what is there and pushed again if it lost a race.
 * @internal
 */
export class DeployRepository {
  readonly #bare: string;
  readonly #work: string;
  readonly #root: string;
  readonly #url: string;

  static create(paths: LabPaths, url: string) {
    return new DeployRepository(paths, url);
  }

  private constructor(paths: LabPaths, url: string) {
    this.#root = paths.git;
    this.#bare = join(paths.git, 'deploy.git');
    this.#work = join(paths.git, 'work');
    this.#url = url;
  }

  /**
   * Makes both anew from a rendered tree, with the delivery repository's URL replaced
   * by the lab's. A tree that is not there gives an empty repository.
   *
   * @returns the commit.
   */
  async seed(tree: string): Promise<string> {
    await rm(this.#root, { recursive: true, force: true });
    await mkdir(this.#root, { recursive: true });
    await this.#git(
      this.#root,
      'init',
      '-q',
      '--bare',
      '-b',
      branch,
      this.#bare,
    );
    await this.#git(
      this.#bare,
      'config',
      'receive.denyNonFastForwards',
      'true',
    );
    await this.#git(this.#bare, 'config', 'receive.denyDeletes', 'true');
    await this.#git(this.#root, 'init', '-q', '-b', branch, this.#work);
    await this.#git(this.#work, 'remote', 'add', 'origin', this.#bare);
    if (existsSync(tree)) await cp(tree, this.#work, { recursive: true });
    await this.#useLabUrl();
    await this.#git(this.#work, 'add', '-A');
    await this.#commit('Deploy the rendered platform');
    await this.#git(this.#work, 'push', '-q', 'origin', branch);
    return this.#head();
  }

  /** The objects of a folder's YAML files as last pushed, in the order of the file names. */
  async objects(folder: string): Promise<KubeObject[]> {
    const result: KubeObject[] = [];
    for (const file of await this.#pushedFiles(folder)) {
      if (!/\.ya?ml$/.test(file)) continue;
      const text = await this.#git(this.#bare, 'show', `${branch}:${file}`);
      for (const document of parseAllDocuments(text)) {
        const object = document.toJS() as KubeObject | null;
        if (object?.kind) result.push(object);
      }
    }
    return result;
  }

  /** The services that the tree holds. */
  async services(): Promise<string[]> {
    const folders = await this.#pushedFiles('services');
    return folders.map(folder => folder.replace('services/', '')).sort();
  }

  /**
   * Commits a change of a service's Deployment (or StatefulSet) and pushes it.
   *
   * @param change - edits the manifest in place. It may be called again, with another
   *   manifest, when somebody else pushed meanwhile.
   * @throws LabError when the service has no such manifest.
   */
  async changeWorkload(
    service: string,
    message: string,
    change: (workload: KubeObject) => void,
  ): Promise<string> {
    return this.#commitOnTop(message, async base => {
      await this.#editWorkload(service, change);
      return async commit => {
        const { before, after } = changeRefs(service);
        if (!(await this.#ref(before))) {
          await this.#git(this.#work, 'update-ref', before, base);
        }
        await this.#git(this.#work, 'update-ref', after, commit);
      };
    }) as Promise<string>;
  }

  /**
   * Takes back what {@link changeWorkload} did to a service since the last call, and
   * nothing that others did meanwhile.
   *
   * @returns the commit; undefined if there is nothing to take back.
   * @throws LabError when others changed the same lines.
   */
  async revert(service: string): Promise<string | undefined> {
    const refs = changeRefs(service);
    const message = `Revert ${service} to its last good release`;
    return this.#commitOnTop(message, async base => {
      const before = await this.#ref(refs.before);
      const after = await this.#ref(refs.after);
      if (!before || !after) return undefined;
      const forget = async () => {
        await this.#git(this.#work, 'update-ref', '-d', refs.before);
        await this.#git(this.#work, 'update-ref', '-d', refs.after);
      };
      const folder = `services/${service}`;
      if (!existsSync(join(this.#work, folder))) {
        // Somebody removed the service, and the lab's change with it.
        await forget();
        return undefined;
      }
      await this.#takeBack(service, folder, { before, after, base });
      return forget;
    });
  }

  async #editWorkload(
    service: string,
    change: (workload: KubeObject) => void,
  ): Promise<void> {
    for (const file of await this.#yamlFiles(`services/${service}`)) {
      const path = join(this.#work, file);
      const documents = parseAllDocuments(await readFile(path, 'utf8'));
      const index = documents.findIndex(document =>
        ['Deployment', 'StatefulSet'].includes(String(document.get('kind'))),
      );
      if (index < 0) continue;
      const before = documents[index].toJS() as KubeObject;
      const workload = structuredClone(before);
      change(workload);
      editDocument(documents[index], before, workload);
      await writeFile(
        path,
        documents.map(document => document.toString({ lineWidth: 0 })).join(''),
      );
      return;
    }
    throw new LabError(
      `Found no Deployment of service '${service}' in the lab's repository. Its services are: ${(
        await this.services()
      ).join(', ')}.`,
    );
  }

  async #takeBack(
    service: string,
    folder: string,
    commits: { before: string; after: string; base: string },
  ) {
    const { before, after, base } = commits;
    const diff = async (from: string, to: string) =>
      this.#git(this.#work, 'diff', '--binary', from, to, '--', folder);
    if ((await diff(after, base)) === '') {
      await this.#git(this.#work, 'checkout', '-q', before, '--', folder);
      return;
    }
    const patch = await diff(after, before);
    if (patch === '') return;
    await exec('git', ['apply', '--3way', '--index'], {
      cwd: this.#work,
      env: gitEnvironment,
      input: patch,
    }).catch(error => {
      throw new LabError(
        `Failed to take back what the lab changed of '${service}': somebody changed the same lines meanwhile. Edit '${folder}' in ${
          this.#url
        } yourself. ${messageOf(error)}`,
        { cause: error },
      );
    });
  }

  async #useLabUrl() {
    const files = (await this.#yamlFiles('argocd')).map(file =>
      join(this.#work, file),
    );
    const texts = await Promise.all(files.map(file => readFile(file, 'utf8')));
    const urls = deliveryRepositories(
      texts.flatMap(text => parseAllDocuments(text) as Document.Parsed[]),
      path => existsSync(join(this.#work, path)),
    );
    for (const [index, file] of files.entries()) {
      await writeFile(
        file,
        replaceRepositoryUrls(texts[index], urls, this.#url),
      );
    }
  }

  async #yamlFiles(folder: string): Promise<string[]> {
    const names = await readdir(join(this.#work, folder)).catch(() => []);
    return names
      .filter(name => /\.ya?ml$/.test(name))
      .sort()
      .map(name => join(folder, name));
  }

  /** What a folder of the bare repository holds, as paths from the root. */
  async #pushedFiles(folder: string): Promise<string[]> {
    const names = await this.#git(
      this.#bare,
      'ls-tree',
      '-z',
      '--name-only',
      branch,
      `${folder}/`,
    );
    return names.split('\0').filter(Boolean);
  }

  /**
   * Commits what `edit` does to the work tree on top of what was pushed last.
   *
   * @param edit - gets the commit it works on; returns what to do after the push, or
   *   undefined to commit nothing.
   */
  async #commitOnTop(
    message: string,
    edit: (
      base: string,
    ) => Promise<((commit: string) => Promise<void>) | undefined>,
  ): Promise<string | undefined> {
    const lock = join(this.#root, 'commit.lock');
    const work = async () => {
      for (let attempt = 1; ; attempt++) {
        await this.#git(this.#work, 'fetch', '-q', 'origin', branch);
        await this.#git(this.#work, 'reset', '-q', '--hard', 'FETCH_HEAD');
        await this.#git(this.#work, 'clean', '-qfd');
        const afterwards = await edit(await this.#head());
        if (!afterwards) return undefined;
        await this.#git(this.#work, 'add', '-A');
        await this.#commit(message);
        const commit = await this.#head();
        try {
          await this.#git(this.#work, 'push', '-q', 'origin', branch);
        } catch (error) {
          if (attempt === maxAttempts) throw error;
          continue;
        }
        await afterwards(commit);
        return commit;
      }
    };
    return withLock(lock, message, work, lockPatienceMs);
  }

  async #commit(message: string) {
    await this.#git(this.#work, 'commit', '-q', '--allow-empty', '-m', message);
  }

  async #head(): Promise<string> {
    return (await this.#git(this.#work, 'rev-parse', 'HEAD')).trim();
  }

  async #ref(name: string): Promise<string | undefined> {
    const { code, stdout } = await exec(
      'git',
      ['rev-parse', '--verify', '-q', name],
      { cwd: this.#work, env: gitEnvironment, allowFailure: true },
    );
    return code === 0 ? stdout.trim() : undefined;
  }

  async #git(cwd: string, ...args: string[]): Promise<string> {
    return (await exec('git', args, { cwd, env: gitEnvironment })).stdout;
  }
}
