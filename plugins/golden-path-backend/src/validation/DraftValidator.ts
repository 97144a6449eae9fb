/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  BackstageCredentials,
  BackstageUserPrincipal,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  createPreview,
  PlatformModel,
  PreviewFinding,
  serviceDraftSchema,
  serviceEntityOf,
} from '@openpolicy/plugin-golden-path-common';
import { GitRepository, GitServers } from '@openpolicy/plugin-golden-path-node';
import { CatalogReader } from '../catalog/CatalogReader';
import { Live } from '../clusters/liveState';
import { Clock } from '../clock';
import { PortBook } from '../ports/PortBook';
import {
  clusterDoesNotAnswer,
  fieldMissing,
  gitDoesNotAnswer,
  nameTaken,
  objectExists,
  ownerIsForeign,
  ownerUnknown,
  portTaken,
  repositoryExists,
} from './createFindings';

/** A Git server that does not answer must not keep a form waiting for a minute. */
const GIT_DEADLINE_MS = 10_000;
/** What the rules say of an owner that is no Group of the catalog; GP-CREATE-002 says it of a form. */
const OWNER_RULES = ['GP-OWNER-001', 'GP-OWNER-002'];
/** What the rules say of a port that a service of the catalog uses. */
const PORT_RULE = 'GP-PORT-006';
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** @internal */
export interface DraftValidatorOptions {
  catalog: CatalogReader;
  ports: PortBook;
  gitServers: GitServers;
  userInfo: UserInfoService;
  liveObjectsOf(model: PlatformModel, name: string): Promise<Live<string>>;
  ownersAreMembers: boolean;
  clock: Clock;
}

interface Question {
  values: Readonly<Record<string, unknown>>;
  credentials: BackstageCredentials<BackstageUserPrincipal>;
  model: PlatformModel;
  signal?: AbortSignal;
}

/**
 * Checks a service that is yet to be made: by the rules, as the form does, and by what only the backend knows.
 *
 * @internal
 */
export class DraftValidator {
  readonly #options: DraftValidatorOptions;

  static create(options: DraftValidatorOptions): DraftValidator {
    return new DraftValidator(options);
  }

  private constructor(options: DraftValidatorOptions) {
    this.#options = options;
  }

  /**
   * @returns what is wrong, and the entity that it would be if the draft has the right shape
   * @throws ServiceUnavailableError if the catalog does not answer
   */
  async validate(options: {
    draft: Readonly<Record<string, unknown>>;
    credentials: BackstageCredentials<BackstageUserPrincipal>;
    signal?: AbortSignal;
  }): Promise<{ findings: PreviewFinding[]; entity?: Entity }> {
    const { draft: values, credentials, signal } = options;
    const { catalog, clock } = this.#options;
    const preview = createPreview({
      entities: await catalog.getModelEntities(credentials),
    });
    const { findings, placeholders } = preview.update(values, {
      now: clock.now(),
    });
    const { model } = preview.read(values);
    if (!model) {
      return { findings: [...findings] };
    }
    const question = { values, credentials, model, signal };
    const [names, owners, ports, repositories] = await Promise.all([
      this.#checkName(question),
      this.#checkOwner(question),
      this.#checkPort(question),
      this.#checkRepository(question),
    ]);
    const draft = serviceDraftSchema.safeParse(values).data;
    return {
      findings: merge(
        findings,
        placeholders.map(fieldMissing),
        names,
        owners,
        ports,
        repositories,
      ),
      ...(draft && {
        entity: serviceEntityOf(draft, { platform: model.system }),
      }),
    };
  }

  async #checkName({ values, model }: Question): Promise<PreviewFinding[]> {
    const name = nameOf(values);
    if (name === undefined) {
      return [];
    }
    // The user may not see the service that has the name.
    if (await this.#options.catalog.exists(`component:default/${name}`)) {
      return [nameTaken(name)];
    }
    const live = await this.#options.liveObjectsOf(model, name);
    return [
      ...live.items.map(what => objectExists(name, what)),
      ...live.problems.map(clusterDoesNotAnswer),
    ];
  }

  async #checkOwner(question: Question): Promise<PreviewFinding[]> {
    const { values, model, credentials } = question;
    const { ownersAreMembers, userInfo } = this.#options;
    const { owner } = values;
    if (typeof owner !== 'string' || owner === '') {
      return [];
    }
    const ref = groupRef(owner);
    if (ref === undefined || !model.groups.has(ref)) {
      return [ownerUnknown(owner)];
    }
    if (!ownersAreMembers) {
      return [];
    }
    const { userEntityRef, ownershipEntityRefs } = await userInfo.getUserInfo(
      credentials,
    );
    return ownershipEntityRefs.includes(ref)
      ? []
      : [ownerIsForeign(owner, userEntityRef)];
  }

  async #checkPort(question: Question): Promise<PreviewFinding[]> {
    const { values, model, credentials } = question;
    const { port, name } = values;
    if (typeof port !== 'number') {
      return [];
    }
    const { ports, problems } = await this.#options.ports.getPool(
      model.system.entityRef,
      credentials,
    );
    const unknown = problems.map(clusterDoesNotAnswer);
    const taken = ports.find(entry => entry.port === port);
    if (!taken) {
      return unknown;
    }
    const { userEntityRef } = credentials.principal;
    if (taken.name === name) {
      // Reserved for this very form; or a Service of that name, which is said of the name.
      if (taken.state === 'live' || taken.by === userEntityRef) {
        return unknown;
      }
    }
    return [...unknown, portTaken(port, wordsFor(taken))];
  }

  async #checkRepository(question: Question): Promise<PreviewFinding[]> {
    const { gitServers } = this.#options;
    const name = nameOf(question.values);
    if (name === undefined) {
      return [];
    }
    try {
      const home = gitServers.home();
      const access = await gitServers.accessTo(home.urlOf(name));
      const exists = await GitRepository.exists({
        ...access,
        deadlineMs: Math.min(access.deadlineMs, GIT_DEADLINE_MS),
        signal: question.signal,
      });
      return exists ? [repositoryExists(home.browseUrlOf(name))] : [];
    } catch (error) {
      question.signal?.throwIfAborted();
      return [gitDoesNotAnswer((error as Error).message)];
    }
  }
}

/** What the rules and the backend both say is said once, by the backend. */
function merge(
  byRules: readonly PreviewFinding[],
  ...byBackend: PreviewFinding[][]
): PreviewFinding[] {
  const ours = byBackend.flat();
  const says = (ruleId: string) => ours.some(known => known.ruleId === ruleId);
  const rules = byRules.filter(
    ({ ruleId }) =>
      !(OWNER_RULES.includes(ruleId) && says('GP-CREATE-002')) &&
      !(ruleId === PORT_RULE && says('GP-CREATE-005')),
  );
  const seen = new Set<string>();
  return [...rules, ...ours].filter(({ ruleId, field, message }) => {
    const key =
      ruleId === 'GP-CREATE-001' ? ruleId : `${ruleId} ${field} ${message}`;
    return !seen.has(key) && seen.add(key);
  });
}

function wordsFor(taken: {
  state: 'used' | 'reserved' | 'live';
  by: string;
  name?: string;
  expiresAt?: string;
}): string {
  switch (taken.state) {
    case 'used':
      return `'${taken.by}' uses it`;
    case 'reserved':
      return `'${taken.by}' has reserved it for '${taken.name}' until ${taken.expiresAt}`;
    default:
      return `${taken.by} has it`;
  }
}

function nameOf(values: Readonly<Record<string, unknown>>): string | undefined {
  const { name } = values;
  return typeof name === 'string' && NAME.test(name) ? name : undefined;
}

function groupRef(owner: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(owner, {
        defaultKind: 'group',
        defaultNamespace: 'default',
      }),
    );
  } catch {
    return undefined;
  }
}
