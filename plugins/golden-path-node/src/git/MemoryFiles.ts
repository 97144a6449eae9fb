/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** A folder has no content. */
type Entry = { content?: Buffer; changed: number };

/**
 * The part of Node's `fs.promises` that isomorphic-git needs, in memory: a clone
 * leaves nothing behind, whatever happens to the process, and no two of them can
 * meet. What it holds is bounded by the limit on what a Git server may answer.
 *
 * @internal
 */
export class MemoryFiles {
  readonly #entries = new Map<string, Entry>([['/', { changed: 0 }]]);

  readonly promises = {
    readFile: async (path: string, options?: unknown) => {
      const { content } = this.#get(path);
      if (content === undefined) throw fault('EISDIR', path);
      const encoding =
        typeof options === 'string'
          ? options
          : (options as { encoding?: string } | undefined)?.encoding;
      return encoding ? content.toString('utf8') : content;
    },
    writeFile: async (path: string, data: string | Uint8Array) => {
      const key = normalize(path);
      if (!this.#isFolder(parentOf(key))) throw fault('ENOENT', path);
      if (this.#isFolder(key)) throw fault('EISDIR', path);
      this.#entries.set(key, { content: Buffer.from(data), changed: this.#tick() });
    },
    unlink: async (path: string) => {
      if (this.#get(path).content === undefined) throw fault('EPERM', path);
      this.#entries.delete(normalize(path));
    },
    readdir: async (path: string) => {
      if (this.#get(path).content !== undefined) throw fault('ENOTDIR', path);
      const folder = normalize(path);
      return [...this.#entries.keys()]
        .filter(key => key !== '/' && parentOf(key) === folder)
        .map(key => key.slice(key.lastIndexOf('/') + 1));
    },
    mkdir: async (path: string) => {
      const key = normalize(path);
      if (this.#entries.has(key)) throw fault('EEXIST', path);
      if (!this.#isFolder(parentOf(key))) throw fault('ENOENT', path);
      this.#entries.set(key, { changed: this.#tick() });
    },
    rmdir: async (path: string) => {
      const key = normalize(path);
      if (this.#get(path).content !== undefined) throw fault('ENOTDIR', path);
      if ([...this.#entries.keys()].some(other => parentOf(other) === key)) {
        throw fault('ENOTEMPTY', path);
      }
      this.#entries.delete(key);
    },
    stat: async (path: string) => stats(this.#get(path)),
    lstat: async (path: string) => stats(this.#get(path)),
    readlink: async (path: string): Promise<string> => {
      throw fault('EINVAL', path);
    },
    symlink: async (_target: string, path: string): Promise<void> => {
      throw fault('EPERM', path);
    },
  };

  #time = 0;

  #tick(): number {
    this.#time += 1;
    return this.#time;
  }

  #get(path: string): Entry {
    const entry = this.#entries.get(normalize(path));
    if (!entry) throw fault('ENOENT', path);
    return entry;
  }

  #isFolder(key: string): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.content === undefined;
  }
}

function stats({ content, changed }: Entry) {
  return {
    isFile: () => content !== undefined,
    isDirectory: () => content === undefined,
    isSymbolicLink: () => false,
    size: content?.length ?? 0,
    mode: content === undefined ? 0o40755 : 0o100644,
    mtimeMs: changed,
    ctimeMs: changed,
    uid: 0,
    gid: 0,
    dev: 0,
    ino: 0,
  };
}

function normalize(path: string): string {
  return `/${path.split('/').filter(part => part && part !== '.').join('/')}`;
}

function parentOf(key: string): string {
  return key.slice(0, Math.max(1, key.lastIndexOf('/')));
}

function fault(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: '${path}'`), { code });
}
