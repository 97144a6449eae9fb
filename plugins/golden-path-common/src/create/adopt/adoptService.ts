/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { Loss } from '../../import/losses';
import { importObjects } from '../../import/objects';
import { readServiceDefinition } from '../../model/readEntity';
import { PlatformModel } from '../../model/types';
import { ANNOTATIONS } from '../../render/conventions';
import { Manifest, RenderedFile } from '../../render/types';
import { Finding } from '../../rules/types';
import { validateModel } from '../../rules/validate';
import { GENERATOR_VERSION } from '../../version';
import { withService } from '../deliveryPlan';
import { catalogFiles } from '../repository/catalogFiles';
import { adoptionReport } from './adoptionReport';

/**
 * What is known of a service that lives already.
 *
 * @public
 */
export interface AdoptionInput {
  /** Its live objects, or the manifests in its repository; others among them do not matter. */
  objects: readonly Manifest[];
  /** The platform that it comes to. */
  model: PlatformModel;
  /** Name of the environment that the objects are of. Default: the platform's first. */
  environment?: string;
  /** Full reference of the owning group. */
  owner: string;
  /** Which one, if the objects are of several. */
  name?: string;
  title?: string;
  description?: string;
  /** Browsable address of its repository. */
  repository?: string;
  /** Decides which waivers have run out. */
  now: Date;
}

/**
 * A proposal to bring a service onto the golden path.
 *
 * @public
 */
export interface Adoption {
  /** With `spec.runtime` in place. */
  entity: Entity;
  /** What the golden path would change or drop. */
  losses: Loss[];
  /** What its spec breaks of the rules. */
  findings: Finding[];
  /** Files for the service's repository. */
  files: RenderedFile[];
  /** Markdown for the pull request. */
  report: string;
}

/**
 * Makes a proposal of a service's objects: its spec, and the list of what would be
 * different if the golden path rendered them from now on.
 *
 * @throws InputError if there is no workload among the objects, or not one of the name
 * @public
 */
export function adoptService(input: AdoptionInput): Adoption {
  const { objects, model, environment, owner, now } = input;
  const { services } = importObjects(objects, { model, environment, owner });
  const { entity: draft, losses } = chosen(services, input.name);
  const entity = completeEntity(draft, input);
  const { value, findings: faults } = readServiceDefinition(
    entity,
    'catalog-info.yaml',
  );
  const findings = value
    ? validateModel(withService(model, value), { now }).filter(
        // What is only for whoever looks would bury the rest.
        ({ entityRef, severity }) =>
          entityRef === value.entityRef && severity !== 'info',
      )
    : faults;
  return {
    entity,
    losses,
    findings,
    files: catalogFiles({ entity }),
    report: adoptionReport({ entity, losses, findings }),
  };
}

function chosen<T extends { entity: Entity }>(
  services: readonly T[],
  name: string | undefined,
): T {
  const names = services.map(({ entity }) => entity.metadata.name);
  if (services.length === 0) {
    throw new InputError(
      'There is no workload among the objects. Give a Deployment, StatefulSet, CronJob, Job or Rollout, with what belongs to it.',
    );
  }
  if (name === undefined && services.length === 1) {
    return services[0];
  }
  const service = services.find(({ entity }) => entity.metadata.name === name);
  if (!service) {
    throw new InputError(
      name === undefined
        ? `The objects are of several services. Name one of them: ${names.join(
            ', ',
          )}.`
        : `There is no workload '${name}' among the objects. There are: ${names.join(
            ', ',
          )}.`,
    );
  }
  return service;
}

function completeEntity(draft: Entity, input: AdoptionInput): Entity {
  const { model, owner, title, description, repository } = input;
  return {
    ...draft,
    metadata: {
      ...draft.metadata,
      ...(title && { title }),
      ...(description && { description }),
      annotations: {
        ...draft.metadata.annotations,
        'backstage.io/techdocs-ref': 'dir:.',
        ...(repository && {
          'backstage.io/source-location': `url:${repository}`,
        }),
        [ANNOTATIONS.generatorVersion]: GENERATOR_VERSION,
      },
    },
    spec: {
      ...draft.spec,
      owner,
      system: model.system.entityRef,
    },
  };
}
