/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { messageOf } from '../errors';
import { KubeClient, KubeObject } from './KubeClient';

/**
 * The current objects of one collection, kept by list and watch. When the watch ends
 * or its version has expired, the collection is listed again.
 * @internal
 */
export class ObjectCache {
  readonly #client: KubeClient;
  readonly #path: string;
  readonly #selector: string;
  readonly #onChange: () => void;
  readonly #objects = new Map<string, KubeObject>();
  #synced = false;

  static create(options: {
    client: KubeClient;
    path: string;
    labelSelector?: string;
    onChange?: () => void;
  }) {
    return new ObjectCache(options);
  }

  private constructor(options: {
    client: KubeClient;
    path: string;
    labelSelector?: string;
    onChange?: () => void;
  }) {
    this.#client = options.client;
    this.#path = options.path;
    this.#selector = options.labelSelector
      ? `&labelSelector=${encodeURIComponent(options.labelSelector)}`
      : '';
    this.#onChange = options.onChange ?? (() => {});
  }

  /** Whether the collection has been listed once. */
  get synced(): boolean {
    return this.#synced;
  }

  /** The objects, in no particular order. */
  objects(): KubeObject[] {
    return [...this.#objects.values()];
  }

  /** Runs until `signal` aborts; never throws. */
  async run(
    signal: AbortSignal,
    onError: (text: string) => void,
  ): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#listAndWatch(signal);
      } catch (error) {
        if (signal.aborted) return;
        onError(`watch of '${this.#path}' ended: ${messageOf(error)}`);
        await new Promise(resolve => setTimeout(resolve, 1000));
      }
    }
  }

  async #listAndWatch(signal: AbortSignal) {
    const list = await this.#client.list(
      `${this.#path}?limit=0${this.#selector}`,
    );
    this.#objects.clear();
    for (const object of list.items) this.#objects.set(keyOf(object), object);
    this.#synced = true;
    this.#onChange();
    const version = list.metadata.resourceVersion;
    const events = this.#client.watch(
      `${
        this.#path
      }?watch=true&allowWatchBookmarks=true&timeoutSeconds=600&resourceVersion=${version}${
        this.#selector
      }`,
      signal,
    );
    for await (const { type, object } of events) {
      // Usually 410: the version has expired, so list again.
      if (type === 'ERROR') return;
      if (type === 'BOOKMARK') continue;
      if (type === 'DELETED') this.#objects.delete(keyOf(object));
      else this.#objects.set(keyOf(object), object);
      this.#onChange();
    }
  }
}

function keyOf({ metadata }: KubeObject): string {
  return `${metadata.namespace ?? ''}/${metadata.name}`;
}
