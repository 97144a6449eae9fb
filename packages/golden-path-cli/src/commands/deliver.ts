/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import {
  buildModels,
  catalogFile,
  catalogFilePath,
  FileChange,
  Finding,
  isBlocking,
  planDelivery,
  PlatformModel,
  SourcedEntity,
  validateModel,
  withoutService,
} from '@openpolicy/plugin-golden-path-common';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { readDelivered, withinRepository } from '../catalog/delivered';
import { loadCatalog } from '../catalog/loadCatalog';
import { UsageError } from '../errors';
import { briefLines, plural } from '../output/findings';
import { CHECKOUT_FLAGS, openCheckout } from './checkout';
import { CommandContext, CommandResult, defineCommand } from './types';

export const deliverCommand = defineCommand({
  name: 'deliver',
  summary: 'write one service into a checkout of its GitOps repository',
  arguments: '',
  details: `For services with a repository of their own: reads catalog-info.yaml and the spec
beside it, and changes in the checkout what follows from it for one environment, the
files of its neighbours and its catalog entry too. The platform and all other services
come from the catalog and from catalog/ of the checkout. A file that somebody changed
there is not overwritten, and then nothing is written at all.`,
  flags: {
    ...CHECKOUT_FLAGS,
    service: {
      type: 'string',
      value: 'DIR',
      help: 'folder with catalog-info.yaml of the service (default: .)',
    },
  },
  run(context, flags, positionals) {
    const { catalog, checkout, environment } = openCheckout(
      'deliver',
      context,
      { flags, positionals },
    );
    const service = readService(context, flags.service ?? '.');
    const others = [
      ...withinRepository(catalog.entities),
      ...readDelivered(checkout),
    ];
    const after = modelWith(others, service, context);
    const blocking = after.findings.filter(isBlocking);
    if (blocking.length > 0) {
      return {
        exitCode: 1,
        text: [
          ...briefLines(blocking),
          `${plural(blocking.length, 'error')}; nothing was delivered.`,
        ],
        json: { findings: blocking },
      };
    }
    const known = others.find(({ entity }) => sameEntity(entity, service));
    const before = known
      ? modelWith(others, known.entity, context).model
      : withoutService(after.model, stringifyEntityRef(service));
    const path = catalogFilePath(service.metadata.name);
    return write(checkout, [
      ...planDelivery(before, after.model, { environment }),
      {
        path,
        before: textOf(join(checkout, path)),
        after: catalogFile(service),
      },
    ]);
  },
});

/** All or nothing: what is in the way is found before anything is written. */
function write(
  checkout: string,
  changes: readonly FileChange[],
): CommandResult {
  const open = changes.filter(
    ({ path, after }) => textOf(join(checkout, path)) !== after,
  );
  const foreign = open.filter(
    ({ path, before }) => textOf(join(checkout, path)) !== before,
  );
  if (foreign.length > 0) {
    return {
      exitCode: 1,
      text: [
        ...foreign.map(
          ({ path }) => `${path} is not what the catalog renders.`,
        ),
        `${plural(
          foreign.length,
          'file',
        )} changed by somebody else; nothing was delivered. Bring them to what the catalog renders.`,
      ],
      json: { foreign: foreign.map(({ path }) => path) },
    };
  }
  const rows = open.map(({ path, before, after }) => {
    const file = join(checkout, path);
    if (after === undefined) {
      rmSync(file);
    } else {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, after);
    }
    return { change: changeOf(before, after), path };
  });
  return {
    exitCode: 0,
    text: [
      ...rows.map(({ change, path }) => `${change.padEnd(8)} ${path}`),
      `Delivered; ${plural(rows.length, 'file')} changed.`,
    ],
    json: { changes: rows },
  };
}

function changeOf(before: string | undefined, after: string | undefined) {
  if (after === undefined) {
    return 'removed';
  }
  return before === undefined ? 'new' : 'changed';
}

/** @throws UsageError if the folder has not exactly one Component */
function readService(context: CommandContext, folder: string): Entity {
  const file = resolve(context.cwd, folder, 'catalog-info.yaml');
  const components = loadCatalog({ root: context.root, file }).filter(
    ({ entity }) => entity.kind === 'Component' && entity.spec?.runtime,
  );
  if (components.length !== 1) {
    throw new UsageError(
      `'${folder}/catalog-info.yaml' has ${plural(
        components.length,
        'Component',
      )} with spec.runtime. Deliver a folder with one.`,
    );
  }
  return components[0].entity;
}

/** The platform of a service, with it in place of the version that is there. */
function modelWith(
  others: readonly SourcedEntity[],
  service: Entity,
  { now }: CommandContext,
): { model: PlatformModel; findings: Finding[] } {
  const ref = stringifyEntityRef(service);
  const { models, findings } = buildModels([
    ...others.filter(({ entity }) => !sameEntity(entity, service)),
    { entity: service, source: catalogFilePath(service.metadata.name) },
  ]);
  const own = findings.filter(({ entityRef }) => entityRef === ref);
  const model = models.find(({ services }) =>
    services.some(({ entityRef }) => entityRef === ref),
  );
  if (!model) {
    const [fault] = own;
    throw new UsageError(
      `'${ref}' belongs to no platform of the catalog: ${
        fault?.message ??
        "its spec.system is no System with spec.platform. Name the System in 'spec.system'"
      }.`,
    );
  }
  return { model, findings: [...own, ...validateModel(model, { now })] };
}

function sameEntity(one: Entity, other: Entity): boolean {
  return stringifyEntityRef(one) === stringifyEntityRef(other);
}

function textOf(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
