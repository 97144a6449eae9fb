/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { PlatformModel } from '../model/types';
import { renderPlacedManifests } from '../render/renderPlatform';
import { Manifest } from '../render/types';
import { ServiceSpecInput } from '../spec/serviceSpec';
import { makeModel, makeService } from './builders';

/** A part of a spec as a person writes it. */
export type Runtime = Partial<Record<keyof ServiceSpecInput, unknown>>;

/** What a service called `checkout` renders to, by kind and name. */
export function renderObjects(
  runtime: Runtime = {},
  platform: object = {},
): Record<string, any> {
  return Object.fromEntries(
    renderPlaced(runtime, platform).map(({ manifest }) => [
      `${manifest.kind}/${manifest.metadata.name}`,
      manifest,
    ]),
  );
}

/** The one object of a kind. */
export function renderKind(
  kind: string,
  runtime: Runtime = {},
  platform: object = {},
): any {
  const found = renderPlaced(runtime, platform).filter(
    ({ manifest }) => manifest.kind === kind,
  );
  if (found.length !== 1) {
    throw new Error(`${found.length} objects of kind ${kind} are rendered.`);
  }
  return found[0].manifest;
}

/** Objects of a service called `checkout` with their files. */
export function renderPlaced(
  runtime: Runtime = {},
  platform: object = {},
): Array<{ path: string; manifest: Manifest }> {
  const service = makeService({ runtime });
  return renderPlacedManifests(
    contextOf(makeModel([service], platform), 'checkout'),
  );
}

/** What a renderer sees of a service in the platform's first environment. */
export function contextOf(model: PlatformModel, name: string) {
  return {
    model,
    service: model.services.find(service => service.name === name)!,
    environment: model.system.spec.environments[0],
  };
}
