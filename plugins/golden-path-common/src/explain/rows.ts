/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { applyPatches } from '../render/applyPatches';
import {
  PLATFORM_FILES,
  REPOSITORY_FILES,
  SERVICE_FILES,
} from '../render/files';
import {
  DELIVERY_KINDS,
  PLATFORM_KINDS,
  SERVICE_KINDS,
} from '../render/manifests';
import { placed } from '../render/renderPlatform';
import {
  FileContent,
  FileKind,
  Manifest,
  ManifestKind,
  PlatformContext,
  RenderContext,
} from '../render/types';

/**
 * What a row of the renderers' tables makes: an object, or what a file holds.
 *
 * @internal
 */
export interface RowOutput {
  /** Relative to the environment, or to the deploy tree. */
  path: string;
  value: unknown;
  form: 'object' | 'document' | 'markdown' | 'env';
}

/**
 * A row of the renderers' tables.
 *
 * @internal
 */
export interface Row<Context> {
  /** Kind of the objects, or what the file is. */
  kind: string;
  render(context: Context): RowOutput[];
  /** Renders one of its files, if it has files that can be made one by one. */
  renderAt?(path: string, context: Context): RowOutput[];
}

/** @internal */
export const SERVICE_ROWS: ReadonlyArray<Row<RenderContext>> = [
  ...[...SERVICE_KINDS, ...DELIVERY_KINDS].map(kind => ({
    kind: kind.kind,
    render: (context: RenderContext) => patched(kind, context),
  })),
  ...SERVICE_FILES.map(fileRow),
];

/** @internal */
export const PLATFORM_ROWS: ReadonlyArray<Row<PlatformContext>> = [
  ...PLATFORM_KINDS.map(kind => ({
    kind: kind.kind,
    render: (context: PlatformContext) =>
      placed(kind, context, kind.render(context)).map(objectOutput),
  })),
  ...PLATFORM_FILES.map(fileRow),
];

/** @internal */
export const REPOSITORY_ROWS: ReadonlyArray<Row<PlatformContext>> =
  REPOSITORY_FILES.map(fileRow);

/** Patches name kinds, so those of one row are all that can change it. */
function patched(
  kind: ManifestKind<RenderContext>,
  context: RenderContext,
): RowOutput[] {
  const outputs = placed(kind, context, kind.render(context));
  const { patches } = context.service.spec;
  if (patches.length === 0) {
    return outputs.map(objectOutput);
  }
  const { manifests } = applyPatches(
    outputs.map(({ manifest }) => manifest),
    patches,
  );
  return outputs.map(({ path }, index) =>
    objectOutput({ path, manifest: manifests[index] }),
  );
}

function objectOutput(output: { path: string; manifest: Manifest }): RowOutput {
  return { path: output.path, value: output.manifest, form: 'object' };
}

function fileRow<Context>(kind: FileKind<Context>): Row<Context> {
  return {
    kind: kind.name,
    render: context => kind.render(context).map(fileOutput),
    renderAt: (path, context) =>
      kind
        .render(context)
        .filter(file => file.path === path)
        .map(fileOutput),
  };
}

function fileOutput(file: FileContent): RowOutput {
  const { path } = file;
  if ('markdown' in file) {
    return { path, value: file.markdown, form: 'markdown' };
  }
  return 'env' in file
    ? { path, value: file.env, form: 'env' }
    : { path, value: file.document, form: 'document' };
}
