/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  Manifest,
  ManifestKind,
  PlatformContext,
  RenderContext,
} from '../types';

/**
 * A row of the table of kinds that a service brings: its file is
 * `services/<service>/<file>.yaml`.
 *
 * @param options - `file` is the file's name without ending, if not the kind's in
 *   lower case
 * @internal
 */
export function serviceKind(
  apiVersion: string,
  kind: string,
  wave: number,
  render: (context: RenderContext) => Manifest[],
  options: {
    file?(manifest: Manifest, context: RenderContext): string;
  } = {},
): ManifestKind<RenderContext> {
  return {
    apiVersion,
    kind,
    wave,
    path: (context, manifest) =>
      `services/${context.service.name}/${
        options.file?.(manifest, context) ?? kind.toLocaleLowerCase('en-US')
      }.yaml`,
    render,
  };
}

/**
 * A row of the table of kinds that a platform has once an environment: its file
 * is `platform/<file>.yaml`.
 *
 * @internal
 */
export function platformKind(
  apiVersion: string,
  kind: string,
  render: (context: PlatformContext) => Manifest[],
  options: { file?: string; wave?: number } = {},
): ManifestKind<PlatformContext> {
  return {
    apiVersion,
    kind,
    wave: options.wave,
    path: () =>
      `platform/${options.file ?? kind.toLocaleLowerCase('en-US')}.yaml`,
    render,
  };
}
