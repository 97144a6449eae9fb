/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { ConflictError, InputError } from '@backstage/errors';
import {
  catalogFile,
  catalogFilePath,
  FileChange,
  isBlocking,
  isCatalogFile,
  planDelivery,
  planService,
  PlatformModel,
  readServiceDefinition,
  ServiceDefinition,
  validateModel,
  withoutService,
  withService,
} from '@openpolicy/plugin-golden-path-common';
import { parse } from 'yaml';
import { GitRepositoryOptions } from '../git/gitAccess';
import { GitRepository } from '../git/GitRepository';
import { onTip } from '../git/onTip';
import { withMerged } from '../git/trailers';
import { TreeChange } from '../git/treeWith';
import { findGenerated, HISTORY_DEPTH } from '../upgrade/findGenerated';
import { AppliedChanges, applyChanges } from './applyChanges';
import { DeliveryTarget } from './DeliveryTargets';

/** A name that is a label of Kubernetes, and safe in a path. */
const NAME = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/**
 * What is to be delivered, and where.
 *
 * @public
 */
export interface DeliveryRequest {
  /** The platform as the catalog knows it; of its own services the repository knows more. */
  model: PlatformModel;
  target: DeliveryTarget;
  access: GitRepositoryOptions;
  /** Name of the service. */
  name: string;
  /** The service as it shall be; undefined to take it away. */
  entity?: Entity;
  /**
   * Whether the service must be new, or must be there already. An upgrade also brings
   * what an older generator wrote for it to what today's makes.
   */
  mode: 'create' | 'change' | 'remove' | 'upgrade';
}

/**
 * What a delivery changes.
 *
 * @public
 */
export interface DeliveryPlan extends AppliedChanges {
  /** Tip of the branch. */
  revision?: string;
}

/**
 * Works out what a delivery changes in the repository as it is now. What runs of the
 * services that the portal delivered is read from the repository itself: the catalog
 * lags behind, and two deliveries may change the files of a third service.
 *
 * @throws ConflictError if somebody else's service has the name, or somebody changed
 *   the same lines
 * @throws InputError if the service breaks a rule
 * @public
 */
export async function planDeliveryTo(
  repository: GitRepository,
  request: DeliveryRequest,
): Promise<DeliveryPlan> {
  const { model, target, name, entity, mode } = request;
  if (!NAME.test(name)) {
    throw new InputError(
      `'${name.slice(
        0,
        80,
      )}' is no name of a service. Use lower case letters, digits and dashes.`,
    );
  }
  const ref = `component:default/${name}`;
  const path = catalogFilePath(name);
  const delivered = await readDelivered(repository);
  const known = delivered.get(path);
  checkMode(repository, request, known);

  const others = withDelivered(model, delivered, ref);
  const before = known
    ? withService(others, definitionOf(known.entity(), path))
    : others;
  const service =
    mode !== 'remove' && entity
      ? checkService(others, entity, path)
      : undefined;
  const { environment } = target;
  const changes: FileChange[] = [
    ...(service
      ? planService(before, service, { environment })
      : planDelivery(before, others, { environment })),
    {
      path,
      ...(known && { before: known.text }),
      ...(service && { after: catalogFile(entity!) }),
    },
  ];
  if (known && !service) {
    // Files that an older portal rendered, or somebody added, would run on alone.
    const planned = new Set(changes.map(change => change.path));
    for (const left of await repository.listAll(`services/${name}`)) {
      if (!planned.has(left)) {
        changes.push({ path: left, before: await repository.read(left) });
      }
    }
  }
  const upgraded =
    service && mode === 'upgrade'
      ? await planUpgrade(repository, {
          name,
          changes,
          rendered: planService(others, service, { environment }),
        })
      : changes;
  return {
    ...(await applyChanges(repository, upgraded)),
    revision: repository.revision,
  };
}

/**
 * In place of what today's generator would have written before, which an older one did
 * not, takes what the history says was written. Files of others stay as planned: theirs
 * are not this service's to upgrade.
 */
async function planUpgrade(
  repository: GitRepository,
  plan: {
    name: string;
    changes: readonly FileChange[];
    /** Of today's generator, against the platform without the service. */
    rendered: readonly FileChange[];
  },
): Promise<FileChange[]> {
  const own = new Map(
    plan.rendered
      .filter(({ before }) => before === undefined)
      .map(({ path, after }) => [path, after]),
  );
  const there = await repository.listAll(`services/${plan.name}`);
  const paths = new Set([...own.keys(), ...there]);
  const generated = await findGenerated(repository, paths);
  return [
    ...plan.changes.filter(({ path }) => !paths.has(path)),
    ...[...paths]
      // What nobody generated ever is people's.
      .filter(path => own.has(path) || generated.has(path))
      .map(path => ({
        path,
        before: generated.get(path),
        after: own.get(path),
      })),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/**
 * Delivers by one commit on the branch. If somebody else is faster, it is worked out
 * anew on top of theirs. Done twice, it changes nothing the second time.
 *
 * @returns the commit that holds the service, and what it changed
 * @throws as `GitRepository` and `planDeliveryTo` do
 * @public
 */
export async function deliverService(
  request: DeliveryRequest & {
    message: string;
    author: { name: string; email: string };
  },
): Promise<{ revision: string; changes: TreeChange[] }> {
  return onTip(accessOf(request), async repository => {
    const { changes, merged, revision } = await planDeliveryTo(
      repository,
      request,
    );
    if (changes.length === 0 && revision) {
      return { revision, changes };
    }
    const pushed = await repository.commitAndPush({
      message: withMerged(request.message, merged),
      author: request.author,
      changes,
    });
    return { revision: pushed.revision, changes };
  });
}

/**
 * How to open the repository that is delivered to.
 *
 * @public
 */
export function accessOf({
  access,
  mode,
  target,
}: Pick<DeliveryRequest, 'access' | 'mode' | 'target'>): GitRepositoryOptions {
  return {
    ...access,
    branch: target.branch,
    ...(mode === 'upgrade' && { depth: HISTORY_DEPTH }),
  };
}

interface DeliveredService {
  text: string;
  /** @throws InputError if the file is broken */
  entity(): Entity;
}

/** The entries of `catalog/`, by path. */
async function readDelivered(
  repository: GitRepository,
): Promise<Map<string, DeliveredService>> {
  const result = new Map<string, DeliveredService>();
  for (const file of await repository.list('catalog')) {
    const path = `catalog/${file}`;
    const text = /\.ya?ml$/.test(file)
      ? await repository.read(path)
      : undefined;
    if (text !== undefined) {
      result.set(path, { text, entity: () => readEntity(path, text) });
    }
  }
  return result;
}

/**
 * The platform without one service, and with the others as the repository has them:
 * delivered since the catalog looked, or taken away since.
 */
function withDelivered(
  model: PlatformModel,
  delivered: ReadonlyMap<string, DeliveredService>,
  except: string,
): PlatformModel {
  let result = withoutService(model, except);
  for (const { entityRef, name, source } of result.services) {
    const path = catalogFilePath(name);
    if (source === path && !delivered.has(path)) {
      result = withoutService(result, entityRef);
    }
  }
  for (const [path, { entity }] of delivered) {
    const other = definitionIn(path, entity);
    if (
      other &&
      other.entityRef !== except &&
      other.system === model.system.entityRef
    ) {
      result = withService(result, other);
    }
  }
  return result;
}

/** Somebody else's broken file is no reason to deliver nothing; it changes nothing then. */
function definitionIn(
  path: string,
  entity: () => Entity,
): ServiceDefinition | undefined {
  try {
    return readServiceDefinition(entity(), path).value;
  } catch {
    return undefined;
  }
}

function checkMode(
  repository: GitRepository,
  { model, name, entity, mode }: DeliveryRequest,
  known: DeliveredService | undefined,
): void {
  const path = catalogFilePath(name);
  if ((mode === 'change' || mode === 'upgrade') && !known) {
    throw new ConflictError(
      `Failed to ${mode} '${name}': repository '${repository.url}' has no '${path}', so the portal did not make this service. Change its spec where it is kept.`,
    );
  }
  if (mode !== 'create' || !entity) {
    return;
  }
  // A replay of the same task finds what it wrote; anything else is somebody else's.
  if (known && !isCatalogFile(known.text, entity)) {
    throw new ConflictError(
      `Failed to create '${name}': repository '${repository.url}' has another service of that name already, in '${path}'; nothing was changed. Choose another name, or change that service from its page.`,
    );
  }
  const other = model.services.find(service => service.name === name);
  if (!known && other && other.source !== path) {
    throw new ConflictError(
      `Failed to create '${name}': the catalog has a service of that name already, '${other.entityRef}'; nothing was changed. Choose another name.`,
    );
  }
}

/**
 * The definition of a service that a platform can run.
 *
 * @param others - the platform without it
 * @param path - file that it is read from, for the provenance of what is rendered
 * @throws InputError with rule id and fix of what it breaks
 * @public
 */
export function checkService(
  others: PlatformModel,
  entity: Entity,
  path: string,
): ServiceDefinition {
  const service = definitionOf(entity, path);
  const { entityRef } = others.system;
  if (service.system !== entityRef) {
    throw new InputError(
      `'${service.entityRef}' belongs to '${service.system}', not to '${entityRef}'.`,
    );
  }
  const faults = validateModel(withService(others, service), {
    now: new Date(),
  }).filter(
    finding => finding.entityRef === service.entityRef && isBlocking(finding),
  );
  if (faults.length > 0) {
    throw new InputError(
      `'${service.entityRef}' breaks rules of the platform: ${faults
        .slice(0, 5)
        .map(({ ruleId, message, fix }) => `${ruleId}: ${message}. ${fix}`)
        .join(' ')}`,
    );
  }
  return service;
}

function readEntity(path: string, text: string): Entity {
  try {
    return parse(text, { maxAliasCount: 100 }) as Entity;
  } catch (error) {
    throw new InputError(
      `Failed to read '${path}' of the GitOps repository: ${
        String((error as Error).message).split('\n')[0]
      }. Mend the file there.`,
    );
  }
}

function definitionOf(entity: Entity, path: string): ServiceDefinition {
  const { value, findings } = readServiceDefinition(entity, path);
  if (!value) {
    const [fault] = findings;
    throw new InputError(
      `'${stringifyEntityRef(entity)}' has no valid spec.runtime${
        fault ? `: ${fault.message}. ${fault.fix}` : ''
      }`,
    );
  }
  return value;
}
