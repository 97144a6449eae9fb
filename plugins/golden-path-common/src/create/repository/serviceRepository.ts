/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { readServiceDefinition } from '../../model/readEntity';
import { PlatformModel, ServiceDefinition } from '../../model/types';
import { serviceName } from '../../rules/identityRules';
import { withService } from '../deliveryPlan';
import { ServiceDraft } from '../serviceDraft';

/**
 * What the files of a service's repository are made of.
 *
 * @public
 */
export interface RepositoryInput {
  draft: ServiceDraft;
  /** As `serviceEntityOf` made it: with `spec.runtime` in place. */
  entity: Entity;
  /** The platform, with or without the service. */
  model: PlatformModel;
}

/**
 * What a generator of a file sees.
 *
 * @internal
 */
export interface ServiceRepository {
  language: ServiceDraft['language'];
  entity: Entity;
  service: ServiceDefinition;
  /** With the service. */
  model: PlatformModel;
  /** Browsable address of the repository, if it is known. */
  url?: string;
}

/**
 * @throws InputError if the name is none, or the spec has not the right shape
 * @internal
 */
export function openRepository(input: RepositoryInput): ServiceRepository {
  const { draft, entity, model } = input;
  const { value: service, findings } = readServiceDefinition(
    entity,
    'catalog-info.yaml',
  );
  if (!service) {
    const faults = findings.map(({ message, fix }) => `${message}. ${fix}`);
    throw new InputError(
      `Failed to make the repository of '${entity.metadata.name}': ${
        faults.join(' ') || "it has no 'spec.runtime'. Add one."
      }`,
    );
  }
  // It becomes a module, a package and a part of commands. The rule needs no day.
  const [violation] = serviceName.check(service, { now: new Date(0) });
  if (violation) {
    throw new InputError(
      `Failed to make the repository: ${violation.message}. ${violation.fix}`,
    );
  }
  return {
    language: draft.language,
    entity,
    service,
    model: withService(model, service),
    url: addressOf(entity),
  };
}

function addressOf({ metadata }: Entity): string | undefined {
  const [, address] =
    /^url:(https?:.+)$/.exec(
      metadata.annotations?.['backstage.io/source-location'] ?? '',
    ) ?? [];
  if (!address) {
    return undefined;
  }
  try {
    const url = new URL(address);
    url.username = '';
    url.password = '';
    return url.href.replace(
      /[()<>]/g,
      character => `%${character.charCodeAt(0).toString(16)}`,
    );
  } catch {
    return undefined;
  }
}
