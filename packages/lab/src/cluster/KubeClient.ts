/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Agent, request } from 'undici';
import { LabError } from '../errors';

/** Any Kubernetes object, as far as the lab looks into it. @public */
export interface KubeObject {
  apiVersion: string;
  kind: string;
  metadata: {
    name: string;
    namespace?: string;
    labels?: Record<string, string>;
    annotations?: Record<string, string | null>;
    resourceVersion?: string;
    [key: string]: unknown;
  };
  [key: string]: any;
}

/** A list answer of the API server. @public */
export interface KubeList {
  metadata: { resourceVersion: string };
  items: KubeObject[];
}

/** An event of a watch. @internal */
export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK' | 'ERROR';
  object: KubeObject & { code?: number };
}

/** The API server's refusal, with its code and reason. @public */
export class KubeApiError extends LabError {
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.name = 'KubeApiError';
    this.status = status;
  }
}

/** Content types of PATCH. @public */
export type PatchType = 'merge' | 'json' | 'strategic' | 'apply';

const patchTypes: Record<PatchType, string> = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
  apply: 'application/apply-patch+yaml',
};

/**
 * A small client of the API server: paths in, objects out. The lab uses no
 * kubectl, so that none is needed on the machine.
 * @public
 */
export class KubeClient {
  readonly #server: string;
  readonly #token: string;
  readonly #agent: Agent;
  readonly #resources = new Map<string, Promise<KubeObject[]>>();

  static create(options: { server: string; caPem: string; token: string }) {
    return new KubeClient(options);
  }

  private constructor(options: {
    server: string;
    caPem: string;
    token: string;
  }) {
    this.#server = options.server;
    this.#token = options.token;
    this.#agent = new Agent({
      connect: { ca: options.caPem },
      connections: 16,
      // A watch may be silent for as long as nothing changes.
      bodyTimeout: 0,
    });
  }

  /** GET; undefined when the object, or its kind, is not there. */
  async find<T = KubeObject>(path: string): Promise<T | undefined> {
    return this.#call<T>('GET', path).catch(error => {
      if (error instanceof KubeApiError && error.status === 404)
        return undefined;
      throw error;
    });
  }

  /** GET of a collection. */
  async list(path: string): Promise<KubeList> {
    return this.#call<KubeList>('GET', path);
  }

  /** POST to a collection; an object that is there already is left alone. */
  async create(path: string, object: KubeObject): Promise<void> {
    await this.#call('POST', path, { body: object }).catch(error => {
      if (error instanceof KubeApiError && error.status === 409) return;
      throw error;
    });
  }

  /** PATCH of one object. */
  async patch(
    path: string,
    type: PatchType,
    body: unknown,
    fieldManager = 'lab',
  ): Promise<KubeObject> {
    const url = new URL(path, this.#server);
    url.searchParams.set('fieldManager', fieldManager);
    if (type === 'apply') url.searchParams.set('force', 'true');
    return this.#call<KubeObject>('PATCH', url.pathname + url.search, {
      body,
      contentType: patchTypes[type],
    });
  }

  /** DELETE; an object that is not there is no error. */
  async delete(path: string): Promise<void> {
    await this.#call('DELETE', path).catch(error => {
      if (error instanceof KubeApiError && error.status === 404) return;
      throw error;
    });
  }

  /** Server-side apply of an object of any kind that is served. */
  async apply(object: KubeObject, fieldManager?: string): Promise<KubeObject> {
    return this.patch(await this.pathOf(object), 'apply', object, fieldManager);
  }

  /**
   * What the server would say to an apply: all of admission and validation, with
   * unknown and duplicate fields refused, and nothing stored.
   *
   * @param text - the object as YAML, as it would be sent; default: `object`.
   * @returns the server's warnings.
   * @throws KubeApiError with the refusal.
   */
  async dryRun(object: KubeObject, text?: string): Promise<string[]> {
    const path = await this.pathOf(object);
    const { headers } = await this.#request(
      'PATCH',
      `${path}?dryRun=All&fieldValidation=Strict&fieldManager=lab&force=true`,
      { body: text ?? JSON.stringify(object), contentType: patchTypes.apply },
    );
    return [headers.warning ?? []].flat().map(warningText);
  }

  /** The path of an object, by the server's own discovery. */
  async pathOf(object: KubeObject): Promise<string> {
    const { apiVersion, kind, metadata } = object;
    const root = apiVersion.includes('/')
      ? `/apis/${apiVersion}`
      : `/api/${apiVersion}`;
    const discover = () =>
      this.#call<{ resources: KubeObject[] }>('GET', root).then(
        answer => answer.resources,
      );
    if (!this.#resources.has(root)) this.#resources.set(root, discover());
    const byKind = (resources: KubeObject[]) =>
      resources.find(
        entry => entry.kind === kind && !String(entry.name).includes('/'),
      );
    let resource = byKind(
      await this.#resources.get(root)!.catch(error => {
        this.#resources.delete(root);
        throw error;
      }),
    );
    if (!resource) {
      this.#resources.set(root, discover());
      resource = byKind(await this.#resources.get(root)!);
    }
    if (!resource) {
      throw new LabError(
        `Failed to apply '${kind}/${metadata.name}': the API server does not serve '${apiVersion} ${kind}'.`,
      );
    }
    const namespace = resource.namespaced
      ? `/namespaces/${metadata.namespace ?? 'default'}`
      : '';
    return `${root}${namespace}/${resource.name}/${metadata.name}`;
  }

  /**
   * Waits until a path answers, for example the collection of a new CRD.
   *
   * @param accept - also look at the answer.
   */
  async waitFor<T>(
    path: string,
    accept: (answer: T) => boolean = () => true,
    timeoutMs = 60_000,
  ): Promise<void> {
    const end = performance.now() + timeoutMs;
    for (;;) {
      const accepted = await this.#call<T>('GET', path).then(
        accept,
        () => false,
      );
      if (accepted) return;
      if (performance.now() > end) {
        throw new LabError(
          `'${path}' was not served within ${timeoutMs / 1000} s.`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  /** Opens a watch; the generator ends when the server closes it. */
  async *watch(path: string, signal: AbortSignal): AsyncGenerator<WatchEvent> {
    const response = await request(new URL(path, this.#server), {
      dispatcher: this.#agent,
      headers: { authorization: `Bearer ${this.#token}` },
      signal,
    });
    if (response.statusCode !== 200) {
      throw new KubeApiError(await response.body.text(), response.statusCode);
    }
    let rest = '';
    response.body.setEncoding('utf8');
    for await (const chunk of response.body) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop()!;
      for (const line of lines) if (line) yield JSON.parse(line);
    }
  }

  /** Closes all connections. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #call<T>(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    options: { body?: unknown; contentType?: string } = {},
  ): Promise<T> {
    const { text } = await this.#request(method, path, {
      ...options,
      body:
        options.body === undefined ? undefined : JSON.stringify(options.body),
    });
    return (text ? JSON.parse(text) : {}) as T;
  }

  async #request(
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
    path: string,
    options: { body?: string; contentType?: string },
  ) {
    const response = await request(new URL(path, this.#server), {
      method,
      dispatcher: this.#agent,
      headers: {
        authorization: `Bearer ${this.#token}`,
        accept: 'application/json',
        ...(options.body !== undefined && {
          'content-type': options.contentType ?? 'application/json',
        }),
      },
      body: options.body,
      headersTimeout: 30_000,
      bodyTimeout: 30_000,
    });
    const text = await response.body.text();
    if (response.statusCode >= 300) {
      throw new KubeApiError(
        `Failed to ${method} '${path}': ${
          statusMessage(text) ?? response.statusCode
        }`,
        response.statusCode,
      );
    }
    return { text, headers: response.headers };
  }
}

/** The text of `299 - "…"` (RFC 7234, section 5.5). */
function warningText(header: string): string {
  const [, text] = /^\d{3} \S+ "(.*)"$/s.exec(header) ?? [];
  return text?.replace(/\\(.)/g, '$1') ?? header;
}

function statusMessage(text: string): string | undefined {
  try {
    return (JSON.parse(text) as { message?: string }).message;
  } catch {
    return text.slice(0, 200) || undefined;
  }
}
