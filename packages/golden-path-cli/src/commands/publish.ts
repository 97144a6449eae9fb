/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogFilePath } from '@openpolicy/plugin-golden-path-common';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DELIVERED_FOLDER,
  deliveredFiles,
  readDelivered,
  withinRepository,
} from '../catalog/delivered';
import { LoadedEntity } from '../catalog/loadCatalog';
import { checkEntities, findEntity } from '../catalog/openCatalog';
import { UnreadableError, UsageError } from '../errors';
import { briefLines, plural } from '../output/findings';
import {
  diskTree,
  ExistingTree,
  isRendered,
  PlannedTree,
  writeTree,
} from '../tree/deployTree';
import { planTree } from '../tree/planTree';
import { CHECKOUT_FLAGS, openCheckout } from './checkout';
import { blockedResult } from './render';
import { defineCommand } from './types';

export const publishCommand = defineCommand({
  name: 'publish',
  summary:
    'bring a checkout of a GitOps repository to what the catalog renders',
  arguments: '',
  details: `For the platform's own repository: renders one environment of the catalog together
with the services in catalog/ of the checkout, which the portal or 'deliver' put
there, and removes rendered files that neither renders any longer. catalog/ and
files without the header stay as they are. Owners and dependencies of delivered
services have to be in the catalog, or in catalog/ too. If a delivered service is
broken, breaks a rule or has the name of one of the catalog, nothing is written.`,
  flags: {
    ...CHECKOUT_FLAGS,
  },
  run(context, flags, positionals) {
    const { catalog, checkout, environment } = openCheckout(
      'publish',
      context,
      { flags, positionals },
    );
    const delivered = readDelivered(checkout);
    refuseBroken(checkout, delivered);
    refuseTwins(catalog.entities, delivered);

    const entities = [...withinRepository(catalog.entities), ...delivered];
    const together = checkEntities(context, entities);
    const blocked = blockedResult(together);
    if (blocked) {
      return blocked;
    }
    const changes = writeTree(
      checkout,
      atRoot(planTree(together.models, { environment }), environment),
      withoutEntities(checkout),
    ).map(({ kind, path }) => ({ change: kind, path }));
    return {
      exitCode: 0,
      text: [
        ...briefLines(together.findings),
        ...changes.map(({ change, path }) => `${change.padEnd(8)} ${path}`),
        `Published; ${plural(changes.length, 'file')} changed.`,
      ],
      json: { findings: together.findings, changes },
    };
  },
});

/**
 * A file that says nothing would take its service away: its rendered files would be
 * stale. What somebody else keeps in the folder, such as a Location, is theirs.
 *
 * @throws UnreadableError
 */
function refuseBroken(
  checkout: string,
  delivered: readonly LoadedEntity[],
): void {
  for (const file of deliveredFiles(checkout)) {
    const own = delivered.filter(({ source }) => source === file);
    const isService =
      own.some(({ entity }) => isRunning(entity)) ||
      isRendered(readFileSync(join(checkout, file), 'utf8'));
    if (
      isService &&
      (own.length !== 1 ||
        !isRunning(own[0].entity) ||
        catalogFilePath(own[0].entity.metadata.name) !== file)
    ) {
      throw new UnreadableError(
        `Failed to read the delivered service '${file}': it does not hold one Component of that name with spec.runtime. Mend it in the GitOps repository; nothing was published.`,
      );
    }
  }
}

function isRunning({ kind, spec }: Entity): boolean {
  return kind === 'Component' && Boolean(spec?.runtime);
}

/**
 * Two services of one name would write the same files.
 *
 * @throws UsageError
 */
function refuseTwins(
  catalog: readonly LoadedEntity[],
  delivered: readonly LoadedEntity[],
): void {
  for (const { entity, source } of delivered) {
    const ref = stringifyEntityRef(entity);
    const twin =
      findEntity(catalog, ref) ??
      catalog.find(
        other =>
          isRunning(entity) &&
          isRunning(other.entity) &&
          other.entity.metadata.name === entity.metadata.name,
      );
    if (twin) {
      throw new UsageError(
        `Failed to publish '${ref}': the catalog has it in '${twin.source}', the GitOps repository in '${source}'. Take it away from one of the two; nothing was published.`,
      );
    }
  }
}

/** A checkout has at its root what the deploy tree has in a folder. */
function atRoot({ files }: PlannedTree, environment: string): PlannedTree {
  return {
    files: files.map(({ path, content }) => ({
      path: path.slice(environment.length + 1),
      content,
    })),
    complete: ['.'],
  };
}

/** The entities have our header too, but they are what is rendered from. */
function withoutEntities(checkout: string): ExistingTree {
  const tree = diskTree(checkout);
  return {
    read: tree.read,
    list: () => {
      const entries = readdirSync(checkout, { withFileTypes: true }).filter(
        ({ name }) => name !== '.git' && name !== DELIVERED_FOLDER,
      );
      return [
        ...entries.filter(entry => entry.isFile()).map(({ name }) => name),
        ...tree.list(
          entries.filter(entry => entry.isDirectory()).map(({ name }) => name),
        ),
      ];
    },
  };
}
