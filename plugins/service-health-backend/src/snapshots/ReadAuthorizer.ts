/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';
import { serviceHealthReadPermission } from '@openpolicy/plugin-service-health-common';
import { Clock } from '../clock';

/** How long a decision may be reused. A permission that is taken away is thus effective within this time. */
const DECISION_TTL_MS = 15_000;
/** Entities asked for in one request: the permission backend accepts bodies of 100 kB. */
const BATCH_SIZE = 150;
/** Batches under way at a time. */
const CONCURRENCY = 3;
/** Principals remembered at a time; the one that came first is forgotten first. */
const MAX_PRINCIPALS = 1_000;

/**
 * Which permissions a reader of service health needs on an entity: those of service health, and to see the entity at all.
 */
const REQUIRED = [serviceHealthReadPermission, catalogEntityReadPermission];

interface Decisions {
  expiresAtMs: number;
  /** What holds for every entity: `allow` or `deny`, or the permissions that depend on the entity. */
  general: Promise<'allow' | 'deny' | ResourcePermission[]>;
  byEntity: Map<string, Promise<boolean>>;
}

/**
 * Decides which entities a caller may read the health of, in batches, and remembers the decisions of a caller for 15 s.
 *
 * @internal
 */
export class ReadAuthorizer {
  readonly #permissions: PermissionsService;
  readonly #clock: Clock;
  readonly #decisions = new Map<string, Decisions>();

  private constructor(permissions: PermissionsService, clock: Clock) {
    this.#permissions = permissions;
    this.#clock = clock;
  }

  static create(options: {
    permissions: PermissionsService;
    clock: Clock;
  }): ReadAuthorizer {
    return new ReadAuthorizer(options.permissions, options.clock);
  }

  /** Whether the caller may read anything at all. */
  async canReadAny(credentials: BackstageCredentials): Promise<boolean> {
    return (await this.#of(credentials).general) !== 'deny';
  }

  /** Those of the entities that the caller may read. */
  async filterReadable(
    entityRefs: Iterable<string>,
    credentials: BackstageCredentials,
  ): Promise<Set<string>> {
    const decisions = this.#of(credentials);
    const general = await decisions.general;
    if (general === 'allow') {
      return new Set(entityRefs);
    }
    if (general === 'deny') {
      return new Set();
    }
    const asked = [...new Set(entityRefs)];
    const unknown = asked.filter(ref => !decisions.byEntity.has(ref));
    this.#ask(unknown, general, decisions, credentials);

    const readable = new Set<string>();
    for (const entityRef of asked) {
      if (await decisions.byEntity.get(entityRef)) {
        readable.add(entityRef);
      }
    }
    return readable;
  }

  /** Puts a promise for each entity into the decisions at once, so that callers that come meanwhile share them. */
  #ask(
    entityRefs: string[],
    permissions: ResourcePermission[],
    decisions: Decisions,
    credentials: BackstageCredentials,
  ): void {
    const running: Promise<unknown>[] = [];
    for (let start = 0; start < entityRefs.length; start += BATCH_SIZE) {
      const batch = entityRefs.slice(start, start + BATCH_SIZE);
      const before = running[running.length - CONCURRENCY];
      const answer = (async () => {
        await before?.catch(() => {});
        return this.#authorizeBatch(batch, permissions, credentials);
      })();
      running.push(answer);
      batch.forEach((entityRef, index) => {
        const decision = answer.then(allowed => allowed[index]);
        decisions.byEntity.set(entityRef, decision);
        // A failure is not a decision: whoever waits sees it, the next one asks again.
        decision.catch(() => {
          if (decisions.byEntity.get(entityRef) === decision) {
            decisions.byEntity.delete(entityRef);
          }
        });
      });
    }
  }

  async #authorizeBatch(
    entityRefs: string[],
    permissions: ResourcePermission[],
    credentials: BackstageCredentials,
  ): Promise<boolean[]> {
    const answers = await this.#permissions.authorize(
      entityRefs.flatMap(resourceRef =>
        permissions.map(permission => ({ permission, resourceRef })),
      ),
      { credentials },
    );
    return entityRefs.map((_, index) =>
      answers
        .slice(index * permissions.length, (index + 1) * permissions.length)
        .every(({ result }) => result === AuthorizeResult.ALLOW),
    );
  }

  #of(credentials: BackstageCredentials): Decisions {
    const key = principalKey(credentials);
    const existing = this.#decisions.get(key);
    const now = this.#clock.monotonicMs();
    if (existing && existing.expiresAtMs > now) {
      return existing;
    }
    const created: Decisions = {
      expiresAtMs: now + DECISION_TTL_MS,
      general: this.#authorizeInGeneral(credentials),
      byEntity: new Map(),
    };
    created.general.catch(() => {
      if (this.#decisions.get(key) === created) {
        this.#decisions.delete(key);
      }
    });
    this.#decisions.delete(key);
    this.#decisions.set(key, created);
    if (this.#decisions.size > MAX_PRINCIPALS) {
      for (const oldest of this.#decisions.keys()) {
        this.#decisions.delete(oldest);
        break;
      }
    }
    return created;
  }

  async #authorizeInGeneral(
    credentials: BackstageCredentials,
  ): Promise<'allow' | 'deny' | ResourcePermission[]> {
    const answers = await this.#permissions.authorizeConditional(
      REQUIRED.map(permission => ({ permission })),
      { credentials },
    );
    if (answers.some(({ result }) => result === AuthorizeResult.DENY)) {
      return 'deny';
    }
    const conditional = REQUIRED.filter(
      (_, index) => answers[index].result !== AuthorizeResult.ALLOW,
    );
    return conditional.length > 0 ? conditional : 'allow';
  }
}

/** Two credentials with the same key get the same decisions. A principal holds no token, but all that a policy may decide by. */
function principalKey({ principal }: BackstageCredentials): string {
  return JSON.stringify(principal);
}
