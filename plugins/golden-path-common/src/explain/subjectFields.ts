/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { parseDependencyRef } from '../graph/dependencies';
import { edgesTo } from '../graph/edges';
import { findProvider } from '../model/providers';
import { PlatformModel, ServiceDefinition } from '../model/types';
import { shareHash } from '../render/provenance';
import { PlatformContext } from '../render/types';
import {
  platformSpecSchema,
  ResourceEndpoint,
  resourceEndpointSchema,
} from '../spec/platformSpec';
import { ServiceSpec, serviceSpecSchema } from '../spec/serviceSpec';
import { schemaFields } from './schemaFields';

/**
 * A field of an entity that renderers may read.
 *
 * @internal
 */
export interface SubjectField {
  entityRef: string;
  /** From the top of the entity. */
  segments: Array<string | number>;
  /** The value that holds in the environment. */
  value: unknown;
  /** Whether a second value says little beside a first that changes something. */
  isOpen?: boolean;
  /** The platform with other values in this field, one at a time. */
  variants(): Subject[];
}

/**
 * Something that may be otherwise: one field, or the same field of several
 * services at once.
 *
 * @internal
 */
export interface SubjectChange {
  fields: SubjectField[];
  variants(): Subject[];
}

/**
 * A platform in one environment, all specs effective.
 *
 * @internal
 */
export type Subject = PlatformContext;

/** Fields that change nothing that is rendered. */
const SILENT = new Set(['apiVersion', 'environments', 'waivers']);

/**
 * References of what a service calls and of who calls it.
 *
 * @internal
 */
export function neighboursOf(
  model: PlatformModel,
  service: ServiceDefinition,
): ReadonlySet<string> {
  const neighbours = new Set([
    ...calleesOf(model, service).flatMap(ref => ref ?? []),
    ...edgesTo(service, model).map(({ caller }) => caller.entityRef),
  ]);
  neighbours.delete(service.entityRef);
  return neighbours;
}

/** What answers behind each dependency of a service. */
function calleesOf(
  model: PlatformModel,
  { spec }: ServiceDefinition,
): Array<string | undefined> {
  return spec.dependencies.map(({ ref }) => {
    const full = parseDependencyRef(ref);
    return full ? findProvider(model, full)?.entityRef : undefined;
  });
}

/**
 * Fields that may show in the files of a service: its own, the ports that it
 * calls, the dependencies by which it is called, and the platform's.
 *
 * @param options - `isPage`: what its neighbours are called, and whose they are,
 *   may show too
 * @internal
 */
export function changesAround(
  subject: Subject,
  service: ServiceDefinition,
  options: { isPage?: boolean } = {},
): SubjectChange[] {
  const { model } = subject;
  const callees = new Set(calleesOf(model, service));
  return [
    ...serviceFields(subject, service),
    ...model.services
      .filter(neighbour => neighbour !== service)
      .flatMap(neighbour => {
        const calls = calleesOf(model, neighbour);
        return serviceFields(subject, neighbour).filter(({ segments }) => {
          const [section, field, part, index, key] = segments;
          if (section === 'metadata' || field !== 'runtime') {
            return options.isPage;
          }
          switch (part) {
            case 'ports':
              return callees.has(neighbour.entityRef);
            case 'dependencies':
              return (
                calls[Number(index)] === service.entityRef &&
                (key === undefined || key === 'ref' || key === 'port')
              );
            case 'workload':
              return index === 'kind';
            default:
              return false;
          }
        });
      }),
    ...[...model.endpoints]
      .filter(([ref]) => callees.has(ref))
      .flatMap(([ref, endpoint]) => endpointFields(subject, ref, endpoint)),
    ...platformFields(subject),
  ].map(alone);
}

/**
 * Every field of a platform and its services. What several services say alike is
 * also changed in all of them at once: the receiver of a team is there as long as
 * one of its services is.
 *
 * @internal
 */
export function allChanges(subject: Subject): SubjectChange[] {
  const fields = subject.model.services.flatMap(service =>
    serviceFields(subject, service),
  );
  return [
    ...[...fields, ...platformFields(subject)].map(alone),
    ...together(subject, fields),
  ];
}

function alone(field: SubjectField): SubjectChange {
  return { fields: [field], variants: () => field.variants() };
}

function together(
  subject: Subject,
  fields: readonly SubjectField[],
): SubjectChange[] {
  const groups = new Map<string, SubjectField[]>();
  for (const field of fields) {
    const key = JSON.stringify([field.segments, field.value]);
    groups.set(key, [...(groups.get(key) ?? []), field]);
  }
  return [...groups.values()]
    .filter(members => members.length > 1)
    .map(members => ({
      fields: members,
      variants: () => joined(subject, members),
    }));
}

/** Each variant changes one service; here one of each is taken together. */
function joined(subject: Subject, members: readonly SubjectField[]): Subject[] {
  const { services } = subject.model;
  const variants = members.map(member => ({
    place: services.findIndex(
      ({ entityRef }) => entityRef === member.entityRef,
    ),
    subjects: member.variants(),
  }));
  return variants[0].subjects.map((_, index) => {
    const changed = [...services];
    for (const { place, subjects } of variants) {
      changed[place] =
        subjects[index]?.model.services[place] ?? services[place];
    }
    return withModel(subject, { services: changed });
  });
}

function serviceFields(
  subject: Subject,
  service: ServiceDefinition,
): SubjectField[] {
  const { entityRef } = service;
  const withService = (changes: Partial<ServiceDefinition>) => {
    const changed = { ...service, ...changes };
    // Every field changes the hash, which says nothing about any of them.
    shareHash(service, changed);
    return withModel(subject, {
      services: subject.model.services.map(entry =>
        entry === service ? changed : entry,
      ),
    });
  };
  const text = (
    segments: string[],
    key: 'title' | 'description' | 'owner' | 'lifecycle',
  ): SubjectField => ({
    entityRef,
    segments,
    value: service[key],
    variants: () => [withService({ [key]: `${service[key] ?? ''}x` })],
  });
  return [
    {
      entityRef,
      segments: ['metadata', 'name'],
      value: service.name,
      // The reference alone too: objects carry either.
      variants: () => [
        withService({ name: `${service.name}x` }),
        withService({ entityRef: `${entityRef}x` }),
      ],
    },
    text(['metadata', 'title'], 'title'),
    text(['metadata', 'description'], 'description'),
    text(['spec', 'owner'], 'owner'),
    text(['spec', 'lifecycle'], 'lifecycle'),
    ...schemaFields(serviceSpecSchema, service.spec)
      .filter(({ segments }) => !SILENT.has(String(segments[0])))
      .map(field => ({
        entityRef,
        segments: ['spec', 'runtime', ...field.segments],
        value: field.value,
        isOpen: field.isOpen,
        variants: () =>
          field.alternatives.map(other =>
            withService({ spec: field.replaced(other) as ServiceSpec }),
          ),
      })),
  ];
}

function platformFields(subject: Subject): SubjectField[] {
  const { system } = subject.model;
  const { environments } = system.spec;
  const here = environments.findIndex(
    ({ name }) => name === subject.environment.name,
  );
  const withSystem = (changes: Partial<typeof system>): Subject => {
    const changed = { ...system, ...changes };
    return {
      ...withModel(subject, { system: changed }),
      environment: changed.spec.environments[here] ?? subject.environment,
    };
  };
  return [
    {
      entityRef: system.entityRef,
      segments: ['metadata', 'name'],
      value: system.name,
      variants: () => [
        withSystem({ name: `${system.name}x` }),
        withSystem({ entityRef: `${system.entityRef}x` }),
      ],
    },
    {
      entityRef: system.entityRef,
      segments: ['metadata', 'title'],
      value: system.title,
      variants: () => [withSystem({ title: `${system.title}x` })],
    },
    ...schemaFields(platformSpecSchema, system.spec)
      .filter(({ segments: [first, second] }) =>
        first === 'environments' ? second === here : first !== 'apiVersion',
      )
      .map(field => ({
        entityRef: system.entityRef,
        segments: ['spec', 'platform', ...field.segments],
        value: field.value,
        isOpen: field.isOpen,
        variants: () =>
          field.alternatives.map(other =>
            withSystem({
              spec: field.replaced(other) as typeof system.spec,
            }),
          ),
      })),
  ];
}

function endpointFields(
  subject: Subject,
  entityRef: string,
  endpoint: ResourceEndpoint,
): SubjectField[] {
  return schemaFields(resourceEndpointSchema, endpoint).map(field => ({
    entityRef,
    segments: ['spec', 'endpoint', ...field.segments],
    value: field.value,
    variants: () =>
      field.alternatives.map(other =>
        withModel(subject, {
          endpoints: new Map([
            ...subject.model.endpoints,
            [entityRef, field.replaced(other) as ResourceEndpoint],
          ]),
        }),
      ),
  }));
}

function withModel(subject: Subject, changes: Partial<PlatformModel>): Subject {
  return { ...subject, model: { ...subject.model, ...changes } };
}
