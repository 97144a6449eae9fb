/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  importObjects,
  ImportedService,
  Loss,
  PlatformModel,
} from '@openpolicy/plugin-golden-path-common';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readObjects } from '../catalog/objectFiles';
import { openCatalog, requireEnvironment } from '../catalog/openCatalog';
import { UnreadableError } from '../errors';
import { readText, showPath } from '../files';
import { plural } from '../output/findings';
import { entityFiles, writeEntities } from './entityFiles';
import { CommandContext, CommandResult } from './types';

/** The import of live objects; see the command. */
export function importObjectFiles(
  context: CommandContext,
  names: readonly string[],
  options: {
    catalog?: string;
    environment?: string;
    out?: string;
    owner?: string;
  },
): CommandResult {
  const objects = names.flatMap(name => {
    const path = resolve(context.cwd, name);
    const text = readText(path, 'Name a file of objects with --objects.');
    return readObjects(showPath(context.root, path), text).objects;
  });
  const { services, unclaimed } = importObjects(
    objects.map(({ manifest }) => manifest),
    {
      model: platformOf(context, options),
      environment: options.environment,
      owner: options.owner,
    },
  );
  if (services.length === 0) {
    throw new UnreadableError(
      `Failed to import ${names
        .map(name => `'${name}'`)
        .join(
          ', ',
        )}: no workload is in it. Get Deployments, StatefulSets, Rollouts, CronJobs or Jobs with the rest.`,
    );
  }
  const files = entityFiles(services.map(({ entity }) => entity));
  const losses = services.reduce((sum, entry) => sum + entry.losses.length, 0);
  return {
    exitCode: losses > 0 ? 1 : 0,
    text:
      options.out === undefined
        ? files.map(({ content }) => `---\n${content.trimEnd()}`)
        : writeEntities(resolve(context.cwd, options.out), files).map(
            path => `new      ${showPath(context.root, path)}`,
          ),
    notes: [
      ...services.flatMap(lossLines),
      ...unclaimed.map(object => `${object} belongs to no service.`),
      `${plural(services.length, 'service')}, ${lossCount(losses)}.`,
    ],
    json: { source: 'objects', services, unclaimed },
  };
}

/** The platform of the catalog; none is needed, and one is made up then. */
function platformOf(
  context: CommandContext,
  options: { catalog?: string; environment?: string },
): PlatformModel | undefined {
  const isThere =
    options.catalog !== undefined ||
    existsSync(join(context.root, 'catalog-info'));
  if (!isThere) {
    return undefined;
  }
  const { models } = openCatalog(context, options.catalog);
  if (options.environment !== undefined) {
    requireEnvironment(models, options.environment);
  }
  return models[0];
}

function lossLines({ entity, losses }: ImportedService): string[] {
  return losses.length === 0
    ? []
    : [
        `${entity.metadata.name} would lose:`,
        ...losses.map(loss => `  ${lossLine(loss)}`),
      ];
}

function lossLine({ object, field, live, rendered }: Loss): string {
  if (field === '') {
    return `${object}: nothing is rendered in its place`;
  }
  const next =
    rendered === undefined ? 'is dropped' : `becomes ${shown(rendered)}`;
  return `${object} ${field} = ${shown(live)} ${next}`;
}

/** Values of a line; a long one is cut. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}

function lossCount(losses: number): string {
  return losses === 1 ? '1 loss' : `${losses} losses`;
}
