/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { PlatformModel, ServiceDefinition } from '../model/types';
import { EnvironmentSpec } from '../spec/platformSpec';
import { resolveModel, resolveService } from '../spec/resolveEnvironment';
import { applyPatches } from './applyPatches';
import { ANNOTATIONS } from './conventions';
import { emitDocument, emitYaml, RENDERED_HEADER } from './emitYaml';
import { PLATFORM_FILES, REPOSITORY_FILES, SERVICE_FILES } from './files';
import { DELIVERY_KINDS, PLATFORM_KINDS, SERVICE_KINDS } from './manifests';
import {
  FileContent,
  FileKind,
  Manifest,
  ManifestKind,
  PlatformContext,
  RenderContext,
  RenderedFile,
} from './types';

/**
 * An object and the file that it belongs to.
 *
 * @public
 */
export interface PlacedManifest {
  /** Relative to the environment's root. */
  path: string;
  manifest: Manifest;
}

/**
 * Renders one environment of a platform: `platform/`, `argocd/`,
 * `services/<name>/` and what belongs to them, sorted by path. The same model
 * gives the same bytes. The model should have passed `validateModel`; nothing is
 * checked again here.
 *
 * @throws InputError if the platform has no environment of that name
 * @public
 */
export function renderPlatform(
  model: PlatformModel,
  options: { environment: string },
): RenderedFile[] {
  const environment = findEnvironment(model, options.environment);
  const context = {
    model: resolveModel(model, environment.name),
    environment,
  };
  return [
    ...renderPlatformFiles(context),
    ...context.model.services.flatMap(service => [
      ...renderService({ ...context, service }),
      ...renderServiceTests({ ...context, service }),
    ]),
  ].sort(byPath);
}

/**
 * The files of an environment that belong to no single service, in no order.
 *
 * @internal
 */
export function renderPlatformFiles(context: PlatformContext): RenderedFile[] {
  return [
    ...filesOf(
      PLATFORM_KINDS.flatMap(kind =>
        placed(kind, context, kind.render(context)),
      ),
    ),
    ...PLATFORM_FILES.flatMap(kind => kind.render(context)).map(fileOf),
  ];
}

/**
 * Renders the files of objects of one service in one environment, sorted by path:
 * what a preview shows at every key press.
 *
 * @public
 */
export function renderService(context: RenderContext): RenderedFile[] {
  return filesOf(renderPlacedManifests(context)).sort(byPath);
}

/**
 * Renders what proves a service's rules: they and their promtool tests. Apart from
 * its objects, because writing the tests down takes longer than all of these.
 *
 * @public
 */
export function renderServiceTests(context: RenderContext): RenderedFile[] {
  const resolved = resolveContext(context);
  return SERVICE_FILES.flatMap(kind => kind.render(resolved))
    .map(fileOf)
    .sort(byPath);
}

/**
 * Renders the objects of one service in one environment, without the text, for
 * comparing them with the cluster.
 *
 * @public
 */
export function renderServiceManifests(context: RenderContext): Manifest[] {
  return renderPlacedManifests(context).map(({ manifest }) => manifest);
}

/**
 * Renders the objects of one service with the files that they belong to.
 *
 * @public
 */
export function renderPlacedManifests(
  context: RenderContext,
): PlacedManifest[] {
  const resolved = resolveContext(context);
  const { manifests } = patchedManifests(resolved);
  return manifests;
}

/**
 * Renders what belongs to no environment: workflows, runbooks, the local set-up.
 * Sorted by path.
 *
 * @public
 */
export function renderRepository(model: PlatformModel): RenderedFile[] {
  return REPOSITORY_FILES.flatMap(kind => kind.render({ model }))
    .map(fileOf)
    .sort(byPath);
}

/**
 * Renders one file of an environment, or of the repository, and as little else as
 * it takes to know which renderer makes it: writing a text down is most of the work.
 *
 * @param options - `path`, relative to the environment or to the repository;
 *   `environment`, none for a file of the repository
 * @returns undefined if nothing renders it
 * @throws InputError if the platform has no environment of that name
 * @public
 */
export function renderFile(
  model: PlatformModel,
  options: { path: string; environment?: string },
): RenderedFile | undefined {
  const { path } = options;
  if (options.environment === undefined) {
    return fileAt(path, REPOSITORY_FILES, { model });
  }
  const environment = findEnvironment(model, options.environment);
  const resolved = resolveModel(model, environment.name);
  const context = { model: resolved, environment };
  const ofPlatform = PLATFORM_KINDS.flatMap(kind =>
    placed(kind, context, kind.render(context)),
  ).filter(entry => entry.path === path);
  if (ofPlatform.length > 0) {
    return filesOf(ofPlatform)[0];
  }
  // Paths name their service, and names may be a part of each other.
  const services = resolved.services.filter(({ name }) => path.includes(name));
  for (const service of services) {
    const own = { ...context, service };
    const objects = renderPlacedManifests(own).filter(
      entry => entry.path === path,
    );
    const found =
      objects.length > 0
        ? filesOf(objects)[0]
        : fileAt(path, SERVICE_FILES, own);
    if (found) {
      return found;
    }
  }
  return fileAt(path, PLATFORM_FILES, context);
}

function fileAt<Context>(
  path: string,
  kinds: ReadonlyArray<FileKind<Context>>,
  context: Context,
): RenderedFile | undefined {
  for (const kind of kinds) {
    const found = kind.render(context).find(file => file.path === path);
    if (found) {
      return fileOf(found);
    }
  }
  return undefined;
}

/**
 * The objects of a service and what went wrong with its patches.
 *
 * @internal
 */
export function patchedManifests(context: RenderContext) {
  const rows = [...SERVICE_KINDS, ...DELIVERY_KINDS].flatMap(kind =>
    placed(kind, context, kind.render(context)),
  );
  const { manifests, failures } = applyPatches(
    rows.map(({ manifest }) => manifest),
    context.service.spec.patches,
  );
  return {
    manifests: rows.map(({ path }, index) => ({
      path,
      manifest: manifests[index],
    })),
    failures,
  };
}

function resolveContext(context: RenderContext): RenderContext {
  const { name } = context.environment;
  return {
    ...context,
    model: resolveModel(context.model, name),
    service: resolveService(context.service, name),
  };
}

/**
 * Objects of a row of the tables, as they are in their files.
 *
 * @internal
 */
export function placed<Context>(
  kind: ManifestKind<Context>,
  context: Context,
  manifests: Manifest[],
): PlacedManifest[] {
  return manifests.map(manifest => ({
    path: kind.path(context, manifest),
    manifest: kind.wave ? inWave(manifest, kind.wave) : manifest,
  }));
}

/** Wave 0 is Argo CD's default and is not written. */
function inWave(manifest: Manifest, wave: number): Manifest {
  return {
    ...manifest,
    metadata: {
      ...manifest.metadata,
      annotations: {
        ...manifest.metadata.annotations,
        [ANNOTATIONS.argocdSyncWave]: String(wave),
      },
    },
  };
}

function filesOf(manifests: readonly PlacedManifest[]): RenderedFile[] {
  return [...objectsByFile(manifests)].map(([path, entries]) => ({
    path,
    content: emitYaml(entries),
  }));
}

/** @internal */
export function objectsByFile(
  manifests: readonly PlacedManifest[],
): Map<string, Manifest[]> {
  const byFile = new Map<string, Manifest[]>();
  for (const { path, manifest } of manifests) {
    const known = byFile.get(path);
    if (known) {
      known.push(manifest);
    } else {
      byFile.set(path, [manifest]);
    }
  }
  return byFile;
}

/** @internal */
export function fileOf(file: FileContent): RenderedFile {
  if ('markdown' in file) {
    // A comment in Markdown is one of HTML.
    return {
      path: file.path,
      content: `<!-- ${RENDERED_HEADER.slice(2)} -->\n\n${file.markdown}`,
    };
  }
  if ('env' in file) {
    const lines = Object.entries(file.env).map(
      ([key, value]) => `${key}=${value}\n`,
    );
    return {
      path: file.path,
      content: `${RENDERED_HEADER}\n${lines.join('')}`,
    };
  }
  return {
    path: file.path,
    content: `${RENDERED_HEADER}\n${emitDocument(file.document)}`,
  };
}

function byPath(a: RenderedFile, b: RenderedFile): number {
  return a.path < b.path ? -1 : 1;
}

/**
 * @throws InputError if the platform has no environment of that name
 * @internal
 */
export function findEnvironment(
  model: PlatformModel,
  name: string,
): EnvironmentSpec {
  const { environments } = model.system.spec;
  const environment = environments.find(entry => entry.name === name);
  if (!environment) {
    throw new InputError(
      `Failed to render '${
        model.system.entityRef
      }': it has no environment '${name}'. It has ${environments
        .map(entry => `'${entry.name}'`)
        .join(', ')}.`,
    );
  }
  return environment;
}

/**
 * What a renderer of a service sees, with the effective specs of an environment.
 *
 * @throws InputError if the platform has no such environment or service
 * @public
 */
export function renderContextOf(
  model: PlatformModel,
  options: { environment: string; service: ServiceDefinition['name'] },
): RenderContext {
  const environment = findEnvironment(model, options.environment);
  const resolved = resolveModel(model, environment.name);
  const service = resolved.services.find(
    ({ name }) => name === options.service,
  );
  if (!service) {
    throw new InputError(
      `Failed to render '${options.service}': '${model.system.entityRef}' has no such service.`,
    );
  }
  return { model: resolved, environment, service };
}
