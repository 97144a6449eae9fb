/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { buildModels } from '../../model/buildModel';
import { completeRef, readServiceDefinition } from '../../model/readEntity';
import { sourceOf } from '../../model/sourceOf';
import { PlatformModel, ServiceDefinition } from '../../model/types';
import { RenderedFile } from '../../render/types';
import { validateModel } from '../../rules/validate';
import { catalogFile, catalogFilePath } from '../catalogFile';
import { withDeliveryRepository, withService } from '../deliveryPlan';
import { repositoryFiles } from '../repository';
import { ServiceDraft, serviceDraftSchema } from '../serviceDraft';
import { serviceEntityOf } from '../serviceEntity';
import { EnvironmentPreview } from './EnvironmentPreview';
import { withPlaceholders } from './placeholders';
import {
  draftFindings,
  keyOf,
  nameTaken,
  noPlatform,
  notRendered,
  withField,
  withPartOf,
} from './previewFindings';
import { PreviewFile, PreviewFinding, ServicePreviewResult } from './types';

/**
 * @public
 */
export interface ServicePreviewOptions {
  /** Of the catalog: Systems, Components, Resources, APIs and Groups at least. */
  entities: readonly Entity[];
  /** Environments that are delivered by another repository than the catalog says. */
  deliveries?: readonly {
    /** Full reference of the System. */
    systemRef: string;
    environment: string;
    repository: string;
  }[];
}

/**
 * @public
 */
export interface ServicePreviewUpdate {
  /** Decides which waivers have run out. */
  now: Date;
  /** Names of environments; the platform's first one unless said otherwise. None: only findings. */
  environments?: readonly string[];
  /** Files of the skeleton, as they lie beside the template. */
  skeletonFiles?: readonly RenderedFile[];
}

/**
 * A draft as the rules see it.
 *
 * @public
 */
export interface ReadDraft {
  /** The platform that it is for; missing if the catalog has no such one. */
  model?: PlatformModel;
  /** Missing where the draft has not the right shape; the findings say why. */
  service?: ServiceDefinition;
  findings: readonly PreviewFinding[];
  placeholders: readonly string[];
}

/**
 * What a form shows at every key press. Prepared once for a catalog; never throws
 * on what somebody types.
 *
 * @public
 */
export interface ServicePreview {
  /** The platforms of the catalog. */
  models: readonly PlatformModel[];
  /**
   * What a draft says, without rendering it.
   *
   * @param draft - the form's values; what is not filled in gets a placeholder
   */
  read(draft: Readonly<Record<string, unknown>>): ReadDraft;
  /**
   * A service that is yet to be made.
   *
   * @param draft - the form's values; what is not filled in gets a placeholder
   */
  update(
    draft: Readonly<Record<string, unknown>>,
    options: ServicePreviewUpdate,
  ): ServicePreviewResult;
  /**
   * A new version of a service that is there.
   *
   * @param entity - with the new `spec.runtime` in place
   * @param options - `repositoryFiles` are those that change in its repository
   */
  change(
    entity: Entity,
    options: Omit<ServicePreviewUpdate, 'skeletonFiles'> & {
      repositoryFiles?: readonly PreviewFile[];
    },
  ): ServicePreviewResult;
}

class CatalogPreview implements ServicePreview {
  readonly models: readonly PlatformModel[];
  readonly #entityRefs: ReadonlySet<string>;
  readonly #environments = new Map<string, EnvironmentPreview>();
  readonly #known = new Map<PlatformModel, ReadonlySet<string>>();

  constructor({ entities, deliveries = [] }: ServicePreviewOptions) {
    this.models = buildModels(
      entities.map(entity => ({ entity, source: sourceOf(entity) })),
    ).models.map(model =>
      deliveries
        .filter(({ systemRef }) => systemRef === model.system.entityRef)
        .reduce(withDeliveryRepository, model),
    );
    this.#entityRefs = new Set(
      entities.map(entity => stringifyEntityRef(entity)),
    );
  }

  read(values: Readonly<Record<string, unknown>>): ReadDraft {
    const { model, entity, findings, placeholders } = this.#read(values);
    const read =
      entity &&
      readServiceDefinition(entity, catalogFilePath(entity.metadata.name));
    return {
      model,
      service: read?.value,
      findings: [...findings, ...(read?.findings ?? []).map(withField)],
      placeholders,
    };
  }

  update(
    values: Readonly<Record<string, unknown>>,
    options: ServicePreviewUpdate,
  ): ServicePreviewResult {
    const { model, draft, entity, findings, placeholders } = this.#read(values);
    if (!model || !draft || !entity || findings.length > 0) {
      return { findings, placeholders };
    }
    const result = this.#show(entity, model, options, () =>
      newFiles([
        ...repositoryFiles({ draft, entity, model }),
        ...(options.skeletonFiles ?? []),
      ]),
    );
    return {
      ...result,
      findings: result.findings.filter(
        ({ field }) => field === undefined || !placeholders.includes(field),
      ),
      placeholders,
    };
  }

  change(
    entity: Entity,
    options: Parameters<ServicePreview['change']>[1],
  ): ServicePreviewResult {
    const system = readServiceDefinition(entity).value?.system;
    const model = this.#modelOf(system ?? entity.spec?.system);
    if (!model) {
      return {
        findings: [noPlatform(system ?? entity.spec?.system)],
        placeholders: [],
      };
    }
    return {
      ...this.#show(
        entity,
        model,
        options,
        () => options.repositoryFiles ?? [],
      ),
      placeholders: [],
    };
  }

  #read(values: Readonly<Record<string, unknown>>): {
    model?: PlatformModel;
    draft?: ServiceDraft;
    entity?: Entity;
    findings: PreviewFinding[];
    placeholders: string[];
  } {
    const model = this.#modelOf(values.system);
    if (!model) {
      return { findings: [noPlatform(values.system)], placeholders: [] };
    }
    const { filled, placeholders } = withPlaceholders(values, model);
    const parsed = serviceDraftSchema.safeParse(filled);
    if (!parsed.success) {
      return {
        model,
        findings: draftFindings(filled, parsed.error),
        placeholders,
      };
    }
    const draft = parsed.data;
    const entity = serviceEntityOf(draft, { platform: model.system });
    const ref = stringifyEntityRef(entity);
    return {
      model,
      draft,
      entity,
      findings: this.#entityRefs.has(ref) ? [nameTaken(draft.name, ref)] : [],
      placeholders,
    };
  }

  #show(
    entity: Entity,
    model: PlatformModel,
    options: Omit<ServicePreviewUpdate, 'skeletonFiles'>,
    inRepository: () => readonly PreviewFile[],
  ): Pick<ServicePreviewResult, 'groups' | 'findings'> {
    const known = model.services.find(
      ({ entityRef }) => entityRef === stringifyEntityRef(entity),
    );
    const read = readServiceDefinition(
      entity,
      known?.source ?? catalogFilePath(entity.metadata.name),
    );
    if (!read.value) {
      return { findings: read.findings.map(withField) };
    }
    const service = read.value;
    const findings = this.#newFindings(model, service, options.now);
    const names = options.environments ?? [
      model.system.spec.environments[0].name,
    ];
    if (names.length === 0) {
      return { findings };
    }
    try {
      return {
        findings,
        groups: [
          { title: 'Service repository', files: inRepository() },
          ...names.map(environment => ({
            title: `GitOps repository, ${environment}`,
            environment,
            files: [
              // Of a service that is there, the repository knows the entity better.
              ...(known ? [] : [newCatalogFile(entity)]),
              ...this.#environmentOf(model, environment).filesOf(service),
            ].sort((a, b) => (a.path < b.path ? -1 : 1)),
          })),
        ].filter(({ files }) => files.length > 0),
      };
    } catch (error) {
      // Renderers expect what rules have passed; here somebody is still typing.
      return findings.some(({ severity }) => severity === 'error')
        ? { findings }
        : { findings: [...findings, notRendered(service.entityRef, error)] };
    }
  }

  /** What the service adds to the findings that the platform has without it. */
  #newFindings(
    model: PlatformModel,
    service: ServiceDefinition,
    now: Date,
  ): PreviewFinding[] {
    let known = this.#known.get(model);
    if (!known) {
      known = new Set(validateModel(model, { now }).map(keyOf));
      this.#known.set(model, known);
    }
    const before = known;
    return validateModel(withService(model, service), { now })
      .filter(
        finding =>
          finding.entityRef === service.entityRef ||
          !before.has(keyOf(finding)),
      )
      .map(finding =>
        finding.entityRef === service.entityRef
          ? withField(finding)
          : withPartOf(service.entityRef, finding),
      );
  }

  #modelOf(system: unknown): PlatformModel | undefined {
    const ref = completeRef({ metadata: {} }, system, 'system');
    return ref
      ? this.models.find(model => model.system.entityRef === ref)
      : this.models[0];
  }

  #environmentOf(model: PlatformModel, name: string): EnvironmentPreview {
    const key = `${model.system.entityRef} ${name}`;
    let environment = this.#environments.get(key);
    if (!environment) {
      environment = new EnvironmentPreview(model, name);
      this.#environments.set(key, environment);
    }
    return environment;
  }
}

/**
 * Prepares previews on a catalog: gathers its platforms and what is wrong with
 * them already, which takes some tens of milliseconds.
 *
 * @public
 */
export function createPreview(options: ServicePreviewOptions): ServicePreview {
  return new CatalogPreview(options);
}

function newCatalogFile(entity: Entity): PreviewFile {
  return {
    path: catalogFilePath(entity.metadata.name),
    content: catalogFile(entity),
    kind: 'new',
  };
}

function newFiles(files: readonly RenderedFile[]): PreviewFile[] {
  return files
    .map(({ path, content }) => ({ path, content, kind: 'new' as const }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
