/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  BackstageCredentials,
  resolveSafeChildPath,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  Entity,
  parseLocationRef,
} from '@backstage/catalog-model';
import {
  isError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { ScmIntegrationRegistry } from '@backstage/integration';
import { dirname } from 'node:path';
import { CatalogReader } from '../catalog/CatalogReader';
import { readFolder, SkeletonFile } from './readFolder';
import { SkeletonLimit } from './SkeletonLimit';

/** A page waits for it. */
const DEADLINE_MS = 20_000;

/** @internal */
export interface TemplateSkeletonsOptions {
  catalog: CatalogReader;
  integrations: Pick<ScmIntegrationRegistry, 'byUrl'>;
  urlReader: UrlReaderService;
}

/**
 * The static files that a template puts into a new repository, for the preview: those
 * of `skeleton/<language>` beside the template, as its step `fetch:plain` takes them.
 *
 * @internal
 */
export class TemplateSkeletons {
  readonly #options: TemplateSkeletonsOptions;

  static create(options: TemplateSkeletonsOptions): TemplateSkeletons {
    return new TemplateSkeletons(options);
  }

  private constructor(options: TemplateSkeletonsOptions) {
    this.#options = options;
  }

  /**
   * @param language - a name, which has been checked to be no path
   * @returns text files, sorted by path
   * @throws NotFoundError if the user sees no such template, or it has no such folder
   * @throws ServiceUnavailableError if its host does not answer
   */
  async read(
    templateRef: string,
    language: string,
    options: { credentials: BackstageCredentials; signal?: AbortSignal },
  ): Promise<SkeletonFile[]> {
    const entity = await this.#options.catalog.getEntity(
      templateRef,
      options.credentials,
    );
    const base = entity && baseOf(entity);
    if (!base) {
      throw new NotFoundError(
        `The catalog has no '${templateRef}' whose files can be read, or you may not see it.`,
      );
    }
    const folder = `skeleton/${language}`;
    try {
      return base.type === 'file'
        ? await readFolder(resolveSafeChildPath(dirname(base.target), folder))
        : await this.#readTree(base.target, folder, options.signal);
    } catch (error) {
      throw translated(error, templateRef, folder);
    }
  }

  async #readTree(
    base: string,
    folder: string,
    signal?: AbortSignal,
  ): Promise<SkeletonFile[]> {
    const { integrations, urlReader } = this.#options;
    const integration = integrations.byUrl(base);
    if (!integration) {
      throw new NotFoundError('No integration is configured for its host');
    }
    const deadline = AbortSignal.timeout(DEADLINE_MS);
    const tree = await urlReader.readTree(
      integration.resolveUrl({ url: `./${folder}`, base }),
      { signal: signal ? AbortSignal.any([signal, deadline]) : deadline },
    );
    const limit = new SkeletonLimit();
    const files: SkeletonFile[] = [];
    for (const file of await tree.files()) {
      const content = limit.take(file.path, await file.content());
      if (content !== undefined) {
        files.push({ path: file.path, content });
      }
    }
    return files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/**
 * Where a template's own file is. Only the catalog itself says that something is a
 * file of the portal's machine; whoever writes a template could name any.
 */
function baseOf(entity: Entity): { type: string; target: string } | undefined {
  const annotations = entity.metadata.annotations ?? {};
  for (const [name, types] of [
    [ANNOTATION_SOURCE_LOCATION, ['url']],
    [ANNOTATION_LOCATION, ['url', 'file']],
  ] as const) {
    try {
      const location = parseLocationRef(annotations[name] ?? '');
      if ((types as readonly string[]).includes(location.type)) {
        return location;
      }
    } catch {
      // Not there, or no location.
    }
  }
  return undefined;
}

function translated(
  error: unknown,
  templateRef: string,
  folder: string,
): unknown {
  const { name, code, message } = error as Error & { code?: string };
  if (name === 'NotFoundError' || code === 'ENOENT' || code === 'ENOTDIR') {
    return new NotFoundError(
      `'${templateRef}' has no folder '${folder}' that can be read${
        name === 'NotFoundError' && message ? `: ${message}` : ''
      }.`,
    );
  }
  if (isError(error) && error.name === 'InputError') {
    return error;
  }
  // What a host says may hold anything.
  return new ServiceUnavailableError(
    `The files of '${templateRef}' cannot be read now. Try again; if it stays, look for the host of the template in the portal's log.`,
  );
}
