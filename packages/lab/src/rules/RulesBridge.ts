/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { request } from 'undici';
import { stringify } from 'yaml';
import { KubeObject } from '../cluster/KubeClient';
import { messageOf } from '../errors';
import { ruleFileOf } from './shortenRules';

/**
 * Does what the Prometheus operator would: writes the rules of PrometheusRule
 * objects to files and has Prometheus load them.
 * @internal
 */
export class RulesBridge {
  readonly #folder: string;
  readonly #prometheus: string;
  readonly #speed: number;
  readonly #log: (text: string) => void;
  #loaded = false;

  static create(options: {
    folder: string;
    prometheus: string;
    speed: number;
    log: (text: string) => void;
  }) {
    return new RulesBridge(options);
  }

  private constructor(options: {
    folder: string;
    prometheus: string;
    speed: number;
    log: (text: string) => void;
  }) {
    this.#folder = options.folder;
    this.#prometheus = options.prometheus;
    this.#speed = options.speed;
    this.#log = options.log;
  }

  /**
   * Makes the files agree with the objects and reloads Prometheus if any changed, or
   * if the last reload failed (Prometheus was down, say).
   */
  async update(objects: KubeObject[]): Promise<void> {
    await mkdir(this.#folder, { recursive: true });
    const wanted = new Map(
      objects.map(object => {
        const { name, groups } = ruleFileOf(object, this.#speed);
        return [name, stringify({ groups }, { lineWidth: 0 })];
      }),
    );
    let changed = false;
    for (const file of await readdir(this.#folder)) {
      if (wanted.has(file) || !file.endsWith('.yaml')) continue;
      await rm(join(this.#folder, file));
      changed = true;
    }
    for (const [file, content] of wanted) {
      const path = join(this.#folder, file);
      if ((await readFile(path, 'utf8').catch(() => undefined)) === content)
        continue;
      await writeFile(`${path}.tmp`, content);
      await rename(`${path}.tmp`, path);
      changed = true;
    }
    if (changed || !this.#loaded) await this.#reload(wanted.size);
  }

  async #reload(files: number) {
    try {
      const response = await request(`${this.#prometheus}/-/reload`, {
        method: 'POST',
        signal: AbortSignal.timeout(10_000),
      });
      const text = await response.body.text();
      this.#loaded = response.statusCode === 200;
      this.#log(
        this.#loaded
          ? `loaded ${files} rule files`
          : `Prometheus refused the rules: ${text.slice(0, 500)}`,
      );
    } catch (error) {
      this.#loaded = false;
      this.#log(`Prometheus did not answer: ${messageOf(error)}`);
    }
  }
}
