/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { neighboursOf } from '../explain/subjectFields';
import { edgesFrom } from '../graph/edges';
import { ObjectIndex } from '../lint/ObjectIndex';
import {
  PlatformDefinition,
  PlatformModel,
  ServiceDefinition,
} from '../model/types';
import { Manifest } from '../render/types';
import { platformSpecSchema } from '../spec/platformSpec';
import { resolveModel } from '../spec/resolveEnvironment';
import {
  RUNTIME_API_VERSION,
  ServiceSpec,
  serviceSpecSchema,
} from '../spec/serviceSpec';
import { FitMeter } from './FitMeter';
import { fitService } from './fitService';
import { groupByService, LiveService } from './liveServices';
import { isChosen, Loss, lossOf } from './losses';
import { readBusiness } from './readBusiness';
import { readService } from './readService';
import { readVariables } from './readVariables';
import { serviceEntity } from './serviceEntity';
import { withoutDefaults } from './withoutDefaults';

/**
 * A service that lives, as the golden path would have it.
 *
 * @public
 */
export interface ImportedService {
  /** With a proposed `spec.runtime` that leaves out defaults. */
  entity: Entity;
  /** What the live objects have and would not have any more. */
  losses: Loss[];
}

/**
 * Live objects as services.
 *
 * @public
 */
export interface ObjectsImport {
  /** Sorted by name. */
  services: ImportedService[];
  /** Objects that belong to no service, as `ConfigMap/settings`. */
  unclaimed: string[];
}

/**
 * Makes catalog entities of live objects, and says what the golden path would
 * change or drop. A spec is read from the workload and what belongs to it, then
 * fitted: each field is set to what brings the rendered objects nearest to the
 * live ones.
 *
 * @param objects - as the API server gives them; what has no kind or name is
 *   passed over
 * @param options - `model` is the platform that the services come to; without it
 *   one is made up from the objects' namespace. `environment` is that of the
 *   cluster; default: the first
 * @public
 */
export function importObjects(
  objects: readonly Manifest[],
  options: { model?: PlatformModel; environment?: string; owner?: string } = {},
): ObjectsImport {
  const index = new ObjectIndex(objects);
  const { services: live, rest } = groupByService(index);
  const base = options.model ?? modelOf(live);
  const read = live.map(service => ({
    service,
    definition: definitionOf(service, base.system, options.owner, {
      ...readService(service, base.system.spec.registry),
      business: readBusiness(service),
    }),
  }));
  const model = withServices(
    base,
    read.map(({ definition }) => definition),
  );
  const drafts = read.map(({ service, definition }) => {
    const { env, dependencies, language } = readVariables(
      service,
      index,
      model,
    );
    const draft = {
      ...definition,
      spec: parseSpec({ ...definition.spec, env, dependencies, language }),
    };
    return { service, definition: withoutResourceHosts(draft, model) };
  });
  const whole = withServices(
    model,
    drafts.map(({ definition }) => definition),
  );
  return {
    services: drafts.map(({ service, definition }) =>
      importService(service, definition, whole, options.environment),
    ),
    unclaimed: rest.map(({ kind, name }) => `${kind}/${name}`).sort(),
  };
}

/** A host outside the cluster that is a dependency is not named a second time. */
function withoutResourceHosts(
  definition: ServiceDefinition,
  model: PlatformModel,
): ServiceDefinition {
  const { spec } = definition;
  const edges = edgesFrom(definition, model);
  const egressHosts = spec.security.egressHosts.filter(
    ({ host, port }) =>
      !edges.some(edge => edge.host === host && edge.port === port),
  );
  return {
    ...definition,
    spec: { ...spec, security: { ...spec.security, egressHosts } },
  };
}

function importService(
  live: LiveService,
  draft: ServiceDefinition,
  model: PlatformModel,
  environmentName: string | undefined,
): ImportedService {
  const { environments } = model.system.spec;
  const environment =
    environments.find(entry => entry.name === environmentName) ??
    environments[0];
  const near = nearModel(resolveModel(model, environment.name), draft);
  const meter = new FitMeter({
    live: live.objects,
    model: near,
    environment,
  });
  const { service, fit } = fitService(
    draft,
    candidate => meter.measure(candidate),
    {
      values: {
        'ports[].api': [...model.entityRefs].filter(ref =>
          ref.startsWith('api:'),
        ),
      },
      shows: (kind, part) => meter.shows(kind, part),
    },
  );
  return {
    entity: serviceEntity({
      name: service.name,
      title: service.title,
      namespace: live.namespace,
      system: model.system.name,
      owner: service.owner,
      runtime: withoutDefaults(service.spec),
    }),
    losses: fit.lost.filter(isChosen).map(lossOf),
  };
}

/** A service and its neighbours; the others show in none of its objects. */
function nearModel(
  model: PlatformModel,
  service: ServiceDefinition,
): PlatformModel {
  const neighbours = neighboursOf(model, service);
  return {
    ...model,
    services: model.services.filter(
      ({ entityRef, spec }) =>
        entityRef === service.entityRef ||
        neighbours.has(entityRef) ||
        // Its callers may name an API that the draft does not offer yet.
        spec.dependencies.some(({ ref }) => ref.startsWith('api:')),
    ),
  };
}

function definitionOf(
  service: LiveService,
  system: PlatformDefinition,
  owner = 'group:default/unowned',
  runtime: Record<string, unknown>,
): ServiceDefinition {
  return {
    entityRef: `component:default/${service.name}`,
    name: service.name,
    title: service.name,
    owner,
    lifecycle: 'production',
    system: system.entityRef,
    spec: parseSpec(runtime),
  };
}

/**
 * What was read has the schema's types, because it was read for them; a value
 * that is not there is left to the default.
 */
function parseSpec(runtime: object): ServiceSpec {
  return serviceSpecSchema.parse(JSON.parse(JSON.stringify(runtime)));
}

function withServices(
  model: PlatformModel,
  services: readonly ServiceDefinition[],
): PlatformModel {
  const names = new Set(services.map(({ entityRef }) => entityRef));
  return {
    ...model,
    services: [
      ...model.services.filter(({ entityRef }) => !names.has(entityRef)),
      ...services,
    ].sort((a, b) => (a.entityRef < b.entityRef ? -1 : 1)),
    entityRefs: new Set([...model.entityRefs, ...names]),
  };
}

/** A platform for services that have none yet. */
function modelOf(services: readonly LiveService[]): PlatformModel {
  const namespace = services[0]?.namespace ?? 'default';
  const nowhere = 'https://example.com/{name}';
  return {
    system: {
      entityRef: `system:default/${namespace}`,
      name: namespace,
      title: namespace,
      spec: platformSpecSchema.parse({
        apiVersion: RUNTIME_API_VERSION,
        namespace,
        portPool: { from: 1024, to: 65535 },
        registry: 'registry.example.com',
        links: { runbook: nowhere, dashboard: nowhere },
        delivery: {
          repository: 'https://example.com/deploy.git',
          project: namespace,
        },
        environments: [{ name: 'live', cluster: { name: 'live' } }],
      }),
    },
    services: [],
    entityRefs: new Set(),
    endpoints: new Map(),
    groups: new Map(),
  };
}
