/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Document, parseAllDocuments } from 'yaml';
import { KubeObject } from '../cluster/KubeClient';
import { LabError } from '../errors';
import { LabPaths } from '../paths';
import { exec } from '../runtime/exec';
import { withLock } from '../runtime/lock';
import { editDocument } from './editDocument';
import { deliveryRepositories, replaceRepositoryUrls } from './repositoryUrls';

const branch = 'main';
const baseline = 'lab-baseline';

// The user's own Git configuration (hooks, signing) has no say here.
const gitEnvironment = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Release Bot',
  GIT_AUTHOR_EMAIL: 'release-bot@openpolicy.example',
  GIT_COMMITTER_NAME: 'Release Bot',
  GIT_COMMITTER_EMAIL: 'release-bot@openpolicy.example',
};

/**
 * The lab's copy of `deploy/dev`: a bare repository that its Git server serves and a
 * work tree in which scenarios commit.
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
    await this.#git(this.#root, 'init', '-q', '-b', branch, this.#work);
    await this.#git(this.#work, 'remote', 'add', 'origin', this.#bare);
    if (existsSync(tree)) await cp(tree, this.#work, { recursive: true });
    await this.#useLabUrl();
    const sha = await this.#commitAll('Deploy the rendered platform');
    await this.#git(this.#work, 'tag', '-f', baseline);
    return sha;
  }

  /** The objects of a folder's YAML files, in the order of the file names. */
  async objects(folder: string): Promise<KubeObject[]> {
    const result: KubeObject[] = [];
    for (const file of await this.#yamlFiles(folder)) {
      const text = await readFile(join(this.#work, file), 'utf8');
      for (const document of parseAllDocuments(text)) {
        const object = document.toJS() as KubeObject | null;
        if (object?.kind) result.push(object);
      }
    }
    return result;
  }

  /**
   * Commits a change of a service's Deployment (or StatefulSet) and pushes it.
   *
   * @param change - edits the manifest in place.
   * @throws LabError when the service has no such manifest.
   */
  async changeWorkload(
    service: string,
    message: string,
    change: (workload: KubeObject) => void,
  ): Promise<string> {
    return this.#locked(message, async () => {
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
          documents
            .map(document => document.toString({ lineWidth: 0 }))
            .join(''),
        );
        return this.#commitAll(message);
      }
      throw new LabError(
        `Found no Deployment of service '${service}' in the lab's repository. Its services are: ${(
          await this.services()
        ).join(', ')}.`,
      );
    });
  }

  /** Puts a service's files back to what was deployed first. */
  async revert(service: string): Promise<string | undefined> {
    return this.#locked('revert', async () => {
      const folder = `services/${service}`;
      const changed = await exec(
        'git',
        ['diff', '--quiet', baseline, '--', folder],
        { cwd: this.#work, env: gitEnvironment, allowFailure: true },
      );
      if (changed.code === 0) return undefined;
      await this.#git(this.#work, 'checkout', '-q', baseline, '--', folder);
      return this.#commitAll(`Revert ${service} to its last good release`);
    });
  }

  /** The services that the tree holds. */
  async services(): Promise<string[]> {
    return (await readdir(join(this.#work, 'services')).catch(() => [])).sort();
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

  async #commitAll(message: string): Promise<string> {
    await this.#git(this.#work, 'add', '-A');
    await this.#git(this.#work, 'commit', '-q', '--allow-empty', '-m', message);
    await this.#git(this.#work, 'push', '-q', 'origin', branch);
    return (await this.#git(this.#work, 'rev-parse', 'HEAD')).trim();
  }

  #locked<T>(what: string, work: () => Promise<T>) {
    return withLock(join(this.#root, 'commit.lock'), what, work);
  }

  async #git(cwd: string, ...args: string[]): Promise<string> {
    return (await exec('git', args, { cwd, env: gitEnvironment })).stdout;
  }
}
