/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { InputError } from '@backstage/errors';
import { PlatformModel } from '../model/types';
import { EnvironmentSpec } from '../spec/platformSpec';
import { emitYaml } from './emitYaml';
import { DELIVERY_KINDS, PLATFORM_KINDS, SERVICE_KINDS } from './manifests';
import { Manifest, ManifestKind, RenderContext, RenderedFile } from './types';

/**
 * Renders one environment of a platform: `platform/`, `argocd/` and
 * `services/<name>/`, sorted by path. The same model gives the same bytes. The
 * model should have passed `validateModel`; nothing is checked again here.
 *
 * @throws InputError if the platform has no environment of that name
 * @public
 */
export function renderPlatform(
  model: PlatformModel,
  options: { environment: string },
): RenderedFile[] {
  const environment = findEnvironment(model, options.environment);
  const context = { model, environment };
  return [
    ...PLATFORM_KINDS.flatMap(kind => renderFile(kind, context)),
    ...model.services.flatMap(service =>
      renderService({ ...context, service }),
    ),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Renders the files of one service in one environment.
 *
 * @public
 */
export function renderService(context: RenderContext): RenderedFile[] {
  return [...SERVICE_KINDS, ...DELIVERY_KINDS].flatMap(kind =>
    renderFile(kind, context),
  );
}

/**
 * Renders the objects of one service in one environment, without the text, for
 * comparing them with the cluster.
 *
 * @public
 */
export function renderServiceManifests(context: RenderContext): Manifest[] {
  return [...SERVICE_KINDS, ...DELIVERY_KINDS].flatMap(kind =>
    kind.render(context),
  );
}

function renderFile<Context>(
  kind: ManifestKind<Context>,
  context: Context,
): RenderedFile[] {
  const manifests = kind.render(context);
  return manifests.length === 0
    ? []
    : [{ path: kind.path(context), content: emitYaml(manifests) }];
}

function findEnvironment(model: PlatformModel, name: string): EnvironmentSpec {
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
