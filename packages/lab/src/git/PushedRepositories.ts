/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../runtime/exec';
import { gitEnvironment } from './gitEnvironment';
import type { Push } from './createGitServer';

const branch = 'main';

/** No name of a repository that can be asked for. */
const emptyRepository = '_empty.git';

/**
 * Bare repositories that appear with their first push, and go when their last branch is
 * deleted or their first push is refused.
 * @internal
 */
export class PushedRepositories {
  readonly #root: string;
  readonly #made = new Map<string, Promise<void>>();
  readonly #pushing = new Map<string, number>();

  static create(root: string) {
    return new PushedRepositories(root);
  }

  private constructor(root: string) {
    this.#root = root;
  }

  /** Whether there is a repository of that name. */
  async has(name: string): Promise<boolean> {
    return existsSync(join(this.#folder(name), 'HEAD'));
  }

  /** The folder of a repository without a commit. */
  async empty(): Promise<string> {
    await this.#make(emptyRepository);
    return emptyRepository;
  }

  /**
   * Runs a push into a repository, which is created if it is not there.
   *
   * @returns what became of the main branch; undefined if nothing did.
   */
  async push(
    name: string,
    work: () => Promise<void>,
  ): Promise<Omit<Push, 'repository'> | undefined> {
    this.#pushing.set(name, (this.#pushing.get(name) ?? 0) + 1);
    try {
      if (!(await this.has(name))) await this.#make(`${name}.git`);
      const before = await this.#head(name);
      await work();
      const after = await this.#head(name);
      return before === after ? undefined : { branch, before, after };
    } finally {
      const others = this.#pushing.get(name)! - 1;
      if (others > 0) this.#pushing.set(name, others);
      else this.#pushing.delete(name);
      if (others === 0 && !(await this.#hasRefs(name))) {
        await rm(this.#folder(name), { recursive: true, force: true });
      }
    }
  }

  async #make(folder: string): Promise<void> {
    let made = this.#made.get(folder);
    if (!made) {
      made = this.#init(folder).finally(() => this.#made.delete(folder));
      this.#made.set(folder, made);
    }
    await made;
  }

  async #init(folder: string): Promise<void> {
    const path = join(this.#root, folder);
    if (existsSync(join(path, 'HEAD'))) return;
    await exec('git', ['init', '-q', '--bare', '-b', branch, path], {
      env: gitEnvironment,
    });
    for (const [key, value] of [
      ['receive.denyNonFastForwards', 'true'],
      // Deleting its branch is how somebody who may only push removes a repository.
      ['receive.denyDeleteCurrent', 'ignore'],
    ]) {
      await exec('git', ['config', key, value], {
        cwd: path,
        env: gitEnvironment,
      });
    }
  }

  async #head(name: string): Promise<string | undefined> {
    const { code, stdout } = await exec(
      'git',
      ['rev-parse', '--verify', '-q', `refs/heads/${branch}`],
      { cwd: this.#folder(name), env: gitEnvironment, allowFailure: true },
    );
    return code === 0 ? stdout.trim() : undefined;
  }

  async #hasRefs(name: string): Promise<boolean> {
    const { stdout } = await exec('git', ['for-each-ref', '--count=1'], {
      cwd: this.#folder(name),
      env: gitEnvironment,
    });
    return stdout !== '';
  }

  #folder(name: string): string {
    return join(this.#root, `${name}.git`);
  }
}
