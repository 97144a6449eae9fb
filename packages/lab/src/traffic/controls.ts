/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';

/**
 * What scenarios turn: how a service answers, and annotations that each of its pods
 * is given, new ones too.
 * @public
 */
export interface TrafficControl {
  /** Share of requests that end with 500, 0 to 1. */
  errorRatio?: number;
  /** Median of the answer time, in milliseconds. */
  latencyMs?: number;
  /** Factor on the number of requests. */
  rpsFactor?: number;
  podAnnotations?: Record<string, string>;
}

/** A control as its HTTP API takes it. @internal */
export const trafficControlSchema = z.strictObject({
  errorRatio: z.number().min(0).max(1).optional(),
  latencyMs: z.number().min(1).max(600_000).optional(),
  rpsFactor: z.number().min(0).max(1000).optional(),
  podAnnotations: z
    .record(z.string().regex(/^lab\.[a-z./-]+$/), z.string())
    .optional(),
});

/** Controls by `<namespace>/<service>`; kept in a file over a restart. @internal */
export class ControlStore {
  readonly #file: string;
  readonly #controls: Map<string, TrafficControl>;

  static async load(file: string): Promise<ControlStore> {
    const text = await readFile(file, 'utf8').catch(() => '{}');
    return new ControlStore(file, new Map(Object.entries(JSON.parse(text))));
  }

  private constructor(file: string, controls: Map<string, TrafficControl>) {
    this.#file = file;
    this.#controls = controls;
  }

  get(namespace: string, service: string): TrafficControl {
    return this.#controls.get(`${namespace}/${service}`) ?? {};
  }

  all(): Record<string, TrafficControl> {
    return Object.fromEntries(this.#controls);
  }

  /** Adds to what is set already. */
  async set(namespace: string, service: string, control: TrafficControl) {
    const before = this.get(namespace, service);
    this.#controls.set(`${namespace}/${service}`, { ...before, ...control });
    await this.#save();
  }

  async remove(namespace: string, service: string) {
    this.#controls.delete(`${namespace}/${service}`);
    await this.#save();
  }

  async clear() {
    this.#controls.clear();
    await this.#save();
  }

  async #save() {
    await mkdir(dirname(this.#file), { recursive: true });
    await writeFile(`${this.#file}.tmp`, JSON.stringify(this.all()));
    await rename(`${this.#file}.tmp`, this.#file);
  }
}
