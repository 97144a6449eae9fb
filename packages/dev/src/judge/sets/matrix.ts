/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '@openpolicy/lab';
import {
  buildModels,
  factsOfPlatform,
  isBlocking,
  PlatformModel,
  renderPlatform,
  renderRepository,
  resolveModel,
  SourcedEntity,
  validateModel,
} from '@openpolicy/plugin-golden-path-common';
import { ManifestSet } from '../types';
import { setsOfTree } from './setsOfTree';

/** The ways of replacing a release that everything is rendered with. */
export const STRATEGIES = ['rolling', 'canary', 'rollouts'] as const;

/** Environments that are judged even where the catalog does not have them. */
export const ENVIRONMENTS = ['dev', 'staging', 'prod'] as const;

/** Which part of the matrix; undefined is all of it. */
export interface MatrixFilter {
  strategy?: string;
  environment?: string;
  service?: string;
}

/** A release that no service runs, so that a canary differs from what is stable. */
const CANARY_IMAGE = {
  tag: '99.0.0-canary.1',
  digest: `sha256:${'c0ffee11'.repeat(8)}`,
};

/**
 * Renders a catalog in every strategy and environment, and what belongs to no
 * environment once a strategy.
 *
 * @param now - the day by which waivers are read.
 * @throws LabError with the findings, if a catalog that a strategy makes has errors,
 *   or if the filter names something that there is not.
 */
export function renderMatrix(
  entities: readonly SourcedEntity[],
  options: { now: Date; filter?: MatrixFilter },
): ManifestSet[] {
  const { now, filter = {} } = options;
  const sets: ManifestSet[] = [];
  for (const strategy of chosen('strategy', STRATEGIES, filter.strategy)) {
    const model = modelOf(
      entities.map(entry => ({
        ...entry,
        entity: withEnvironments(
          withStrategy(entry.entity, strategy),
          strategy,
        ),
      })),
      now,
      strategy,
    );
    const names = model.system.spec.environments.map(({ name }) => name);
    for (const environment of chosen(
      'environment',
      names,
      filter.environment,
    )) {
      sets.push(
        ...environmentSets(model, environment, {
          tree: `${environment}/${strategy}`,
          strategy,
        }),
      );
    }
    sets.push({ ...repositorySet(model, `repository/${strategy}`), strategy });
  }
  const services = [...new Set(sets.map(({ service }) => service))];
  const [service] = chosen('service', services, filter.service);
  return sets.filter(
    set =>
      set.files.length > 0 &&
      (filter.service === undefined || set.service === service) &&
      (filter.environment === undefined || set.environment !== undefined),
  );
}

/** Renders one environment of a platform. */
export function environmentSets(
  model: PlatformModel,
  environment: string,
  options: { tree: string; strategy?: string },
): ManifestSet[] {
  return setsOfTree({
    ...options,
    environment,
    services: model.services.map(({ name }) => name),
    files: renderPlatform(model, { environment }).map(({ path, content }) => ({
      path: `${environment}/${path}`,
      content,
    })),
    surroundings: {
      namespace: model.system.spec.namespace,
      platform: factsOfPlatform(
        resolveModel(model, environment),
        model.system.spec.environments.find(({ name }) => name === environment),
      ),
    },
  });
}

/** Renders what belongs to no environment. */
export function repositorySet(model: PlatformModel, id: string): ManifestSet {
  return {
    id,
    tree: id,
    files: renderRepository(model),
    surroundings: {
      namespace: model.system.spec.namespace,
      platform: factsOfPlatform(model),
      // What it points to is in the environments.
      scope: 'part',
    },
  };
}

function chosen<T extends string | undefined>(
  what: string,
  all: readonly T[],
  name: string | undefined,
): readonly T[] {
  if (name === undefined) return all;
  const found = all.filter(entry => entry === name);
  if (found.length === 0) {
    throw new LabError(
      `There is no ${what} '${name}'. There are ${all
        .filter(Boolean)
        .map(entry => `'${entry}'`)
        .join(', ')}.`,
    );
  }
  return found;
}

type Entity = SourcedEntity['entity'];

/** Only a Deployment can be replaced by halves. */
function withStrategy(entity: Entity, strategy: string): Entity {
  const runtime = entity.spec?.runtime as Record<string, any> | undefined;
  const { kind = 'deployment' } = runtime?.workload ?? {};
  if (!runtime || kind !== 'deployment') return entity;
  const { rollout, environments, ...rest } = runtime;
  return {
    ...entity,
    spec: {
      ...entity.spec,
      runtime: {
        ...rest,
        ...(environments && { environments: withoutRollout(environments) }),
        rollout: {
          ...rollout,
          strategy,
          ...(strategy === 'canary' && {
            canary: { ...rollout?.canary, image: CANARY_IMAGE },
          }),
        },
      },
    },
  };
}

/** An environment's own strategy would make two columns of the matrix the same. */
function withoutRollout(environments: Record<string, any>) {
  return Object.fromEntries(
    Object.entries(environments).map(([name, { rollout: _, ...override }]) => [
      name,
      override,
    ]),
  );
}

/** Environments that the System lacks are its first one under another name. */
function withEnvironments(entity: Entity, strategy: string): Entity {
  const platform = entity.spec?.platform as Record<string, any> | undefined;
  if (!platform?.environments?.length) return entity;
  const own = platform.environments as Record<string, any>[];
  const missing = ENVIRONMENTS.filter(
    name => !own.some(entry => entry.name === name),
  );
  const all = [...own, ...missing.map(name => ({ ...own[0], name }))];
  return {
    ...entity,
    spec: {
      ...entity.spec,
      platform: {
        ...platform,
        environments: strategy === 'rolling' ? all : all.map(withRoom),
      },
    },
  };
}

/** Nobody releases two dozen canaries at once; that they do here is no fault of the quota's. */
function withRoom(environment: Record<string, any>): Record<string, any> {
  const { quota } = environment;
  return quota ? { ...environment, quota: doubled(quota) } : environment;
}

/** Each number and quantity twice as large: 150, '54', '100Gi'. */
function doubled(value: unknown): unknown {
  if (typeof value === 'number') return value * 2;
  if (typeof value === 'string') {
    return value.replace(/^[\d.]+/, number => String(Number(number) * 2));
  }
  return Object.fromEntries(
    Object.entries(value as object).map(([key, entry]) => [
      key,
      doubled(entry),
    ]),
  );
}

function modelOf(
  entities: SourcedEntity[],
  now: Date,
  strategy: string,
): PlatformModel {
  const { models, findings } = buildModels(entities);
  for (const model of models) findings.push(...validateModel(model, { now }));
  const errors = findings.filter(isBlocking);
  if (errors.length > 0) {
    const shown = errors
      .slice(0, 5)
      .map(({ ruleId, path, message }) => `  ${ruleId} ${path}: ${message}`);
    throw new LabError(
      `Failed to render the catalog with strategy '${strategy}': ${
        errors.length
      } errors.\n${shown.join('\n')}`,
    );
  }
  if (models.length !== 1) {
    throw new LabError(
      `Failed to render the catalog: ${models.length} Systems have spec.platform, expected 1.`,
    );
  }
  return models[0];
}
