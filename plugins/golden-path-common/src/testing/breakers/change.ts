/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { PlatformModel, ServiceDefinition } from '../../model/types';
import { isServing, serviceSpecSchema } from '../../spec/serviceSpec';

/** A number from 0 up to 1, as Math.random gives it. */
export type Random = () => number;

/** Makes one fault in a platform that has none. */
export interface ModelBreaker {
  model(model: PlatformModel, random: Random): PlatformModel;
}

/** Makes a fault that is found while entities are read, before there is a model. */
export interface EntityBreaker {
  entities(entities: Entity[], random: Random): Entity[];
}

/** One or the other. */
export type Breaker = ModelBreaker | EntityBreaker;

/** A value that may be changed at will: specs here may be of any shape. */
export type Loose = any;

/** One of a list. */
export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)];
}

/** What kind of workload a fault needs. */
export type Need = 'any' | 'serving' | 'deployment' | 'job';

const MEETS: Record<Need, (service: ServiceDefinition) => boolean> = {
  any: () => true,
  serving: ({ spec }) => isServing(spec),
  deployment: ({ spec }) => spec.workload.kind === 'deployment',
  job: ({ spec }) => !isServing(spec),
};

/** A service that meets a need; one is added if none does. */
function chosen(
  model: PlatformModel,
  need: Need,
  random: Random,
): { model: PlatformModel; service: ServiceDefinition } {
  const fitting = model.services.filter(MEETS[need]);
  if (fitting.length > 0) {
    return { model, service: pick(fitting, random) };
  }
  const name = 'stand-in';
  const more = withAnother(
    model,
    need === 'job'
      ? { workload: { kind: 'job' }, ports: [] }
      : { ports: [{ port: 7099 }] },
    name,
  );
  return {
    model: more,
    service: more.services.find(service => service.name === name)!,
  };
}

/** A fault in one service. */
export function inService(
  change: (
    service: Loose,
    context: { random: Random; model: PlatformModel },
  ) => void,
  need: Need = 'any',
): ModelBreaker {
  return {
    model: (whole, random) => {
      const { model, service } = chosen(whole, need, random);
      const copy = structuredClone(service);
      change(copy, { random, model });
      return withService(model, service, copy);
    },
  };
}

/** A fault in the spec of one service. */
export function inSpec(
  change: (spec: Loose, random: Random) => void,
  need: Need = 'any',
): ModelBreaker {
  return inService(({ spec }, { random }) => change(spec, random), need);
}

/**
 * A fault in a part of the spec, which an environment may say as well as the
 * spec itself: half of the time it does.
 */
export function inSection(
  section: string,
  change: (value: Loose, random: Random) => void,
  need: Need = 'any',
): ModelBreaker {
  return inService(({ spec }, { random, model }) => {
    const value = structuredClone(spec[section]) ?? {};
    change(value, random);
    if (random() < 0.5) {
      spec[section] = value;
    } else {
      const { name } = pick(model.system.spec.environments, random);
      spec.environments = {
        ...spec.environments,
        [name]: { ...spec.environments[name], [section]: value },
      };
    }
  }, need);
}

/** A fault in the platform's own part. */
export function inPlatform(
  change: (spec: Loose, random: Random) => void,
): ModelBreaker {
  return {
    model: (model, random) => {
      const spec = structuredClone(model.system.spec);
      change(spec, random);
      return { ...model, system: { ...model.system, spec } };
    },
  };
}

/** A fault that takes a second service, which is made for it. */
export function withNeighbour(
  neighbour: (service: ServiceDefinition) => object,
  change: (spec: Loose) => void = () => {},
  need: Need = 'any',
): ModelBreaker {
  return {
    model: (whole, random) => {
      const { model, service } = chosen(whole, need, random);
      const copy = structuredClone(service);
      change(copy.spec);
      return withAnother(withService(model, service, copy), neighbour(copy));
    },
  };
}

/** A fault that takes two changes. */
export function both(first: ModelBreaker, second: ModelBreaker): ModelBreaker {
  return {
    model: (model, random) => second.model(first.model(model, random), random),
  };
}

/** One of several ways to make the same fault. */
export function oneOf(...ways: ModelBreaker[]): ModelBreaker {
  return {
    model: (model, random) => pick(ways, random).model(model, random),
  };
}

/** Name of the service that is added where a fault takes one more. */
export const ANOTHER = 'another';

/** A platform with one service more, on ports that no random service has. */
export function withAnother(
  model: PlatformModel,
  runtime: object,
  name = ANOTHER,
): PlatformModel {
  const service: ServiceDefinition = {
    entityRef: `component:default/${name}`,
    name,
    title: 'Another',
    owner: [...model.groups.keys()][0],
    lifecycle: 'production',
    system: model.system.entityRef,
    spec: serviceSpecSchema.parse({
      apiVersion: 'runtime.openpolicy.io/v1',
      image: { tag: '1.0.0', digest: `sha256:${'a'.repeat(64)}` },
      ports: [{ port: 7090 }],
      resources: { memory: { request: '260Mi', limit: '510Mi' } },
      ...runtime,
    }),
  };
  return {
    ...model,
    services: sorted([...model.services, service]),
    entityRefs: new Set([...model.entityRefs, service.entityRef]),
  };
}

function withService(
  model: PlatformModel,
  old: ServiceDefinition,
  service: ServiceDefinition,
): PlatformModel {
  return {
    ...model,
    services: sorted(
      model.services.map(entry => (entry === old ? service : entry)),
    ),
    entityRefs: new Set([...model.entityRefs, service.entityRef]),
  };
}

function sorted(services: ServiceDefinition[]): ServiceDefinition[] {
  return services.sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1));
}
