/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { toError } from '@backstage/errors';
import {
  DeferredEntity,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import {
  DELIVERED_TOPIC,
  GitRepository,
  GitServers,
} from '@openpolicy/plugin-golden-path-node';
import { ProviderConfig } from './config';
import { locationOf } from './locationOf';
import { parseCatalogFile } from './parseCatalogFile';

/** A catalog that lost entities by other ways than ours has them again after so long. */
const REPEAT_AFTER_MS = 10 * 60 * 1000;

/**
 * Keeps the entities of a Git repository's folder in the catalog: those of the services
 * that the portal delivered. It looks on a schedule, and at once after a delivery.
 *
 * While Git is down, and for a file that is broken, the catalog keeps what it has.
 *
 * @public
 */
export class GitRepositoryEntityProvider implements EntityProvider {
  readonly #options: Options;
  readonly #logger: LoggerService;
  #connection?: EntityProviderConnection;
  /** Entities of each file when it was last good. */
  #lastGood = new Map<string, Entity[]>();
  #applied?: { revision: string; at: number };
  #isFailing = false;
  #running?: Promise<void>;
  #isStale = false;

  /** @internal */
  static create(options: Options): GitRepositoryEntityProvider {
    return new GitRepositoryEntityProvider(options);
  }

  private constructor(options: Options) {
    this.#options = options;
    this.#logger = options.logger.child({ target: this.getProviderName() });
  }

  getProviderName(): string {
    return `golden-path:${this.#options.config.id}`;
  }

  async connect(connection: EntityProviderConnection): Promise<void> {
    const { events, taskRunner, config } = this.#options;
    this.#connection = connection;
    await events.subscribe({
      id: this.getProviderName(),
      topics: [DELIVERED_TOPIC],
      onEvent: async ({ eventPayload }) => {
        const { repository, branch } = (eventPayload ?? {}) as {
          repository?: unknown;
          branch?: unknown;
        };
        const isOurs =
          sameRepository(repository, config.repository) &&
          (branch === undefined || branch === config.branch);
        if (isOurs) {
          await this.refresh();
        }
      },
    });
    await taskRunner.run({
      id: `${this.getProviderName()}:refresh`,
      fn: async signal => this.refresh(signal),
    });
  }

  /**
   * Brings the catalog to the branch's tip. Never two at once: whoever asks while it
   * runs is served by one more turn, since the tip may have moved since it looked.
   */
  async refresh(signal?: AbortSignal): Promise<void> {
    this.#isStale = true;
    this.#running ??= this.#run(signal).finally(() => {
      this.#running = undefined;
    });
    await this.#running;
  }

  async #run(signal?: AbortSignal): Promise<void> {
    while (this.#isStale && !signal?.aborted) {
      this.#isStale = false;
      try {
        await this.#refreshOnce(signal);
        if (this.#isFailing) {
          this.#isFailing = false;
          this.#logger.info('Reads the Git repository again');
        }
      } catch (error) {
        if (signal?.aborted) {
          return;
        }
        // Once per burst: a server that is down for a night is one line, not a thousand.
        this.#logger[this.#isFailing ? 'debug' : 'warn'](
          `Keeps what the catalog has: ${toError(error).message}`,
        );
        this.#isFailing = true;
      }
    }
  }

  async #refreshOnce(signal?: AbortSignal): Promise<void> {
    const { config, gitServers, now } = this.#options;
    const access = {
      ...(await gitServers.accessTo(config.repository)),
      branch: config.branch,
      signal,
    };
    const tip = await GitRepository.tip(access);
    if (tip === undefined) {
      throw new Error(
        `the Git repository '${config.repository}' has no branch '${config.branch}'`,
      );
    }
    if (
      this.#applied?.revision === tip &&
      now() - this.#applied.at < REPEAT_AFTER_MS
    ) {
      return;
    }
    const repository = await GitRepository.open(access);
    try {
      const files = new Map<string, string>();
      for (const name of await repository.list(config.path)) {
        if (/\.ya?ml$/.test(name)) {
          const path = `${config.path}/${name}`;
          files.set(path, (await repository.read(path)) ?? '');
        }
      }
      await this.#apply(files, repository.revision!);
    } finally {
      await repository.close();
    }
  }

  async #apply(
    files: ReadonlyMap<string, string>,
    revision: string,
  ): Promise<void> {
    const good = new Map<string, Entity[]>();
    let isComplete = true;
    for (const [path, text] of files) {
      const { entities, fault } = parseCatalogFile(text);
      const known = entities ?? this.#lastGood.get(path);
      if (fault) {
        this.#logger.warn(
          `Ignores '${path}' at ${revision.slice(0, 7)}, line ${fault.line}: ${
            fault.message
          }`,
        );
      }
      if (known) {
        good.set(path, known);
      } else {
        isComplete = false;
      }
    }
    const entities = this.#deferred(good);
    // Without knowing what a broken file held when it was good, nothing may be taken away.
    await this.#connection!.applyMutation(
      isComplete
        ? { type: 'full', entities }
        : { type: 'delta', added: entities, removed: [] },
    );
    this.#lastGood = good;
    this.#applied = { revision, at: this.#options.now() };
    this.#logger.info(
      `Applied ${entities.length} entities at ${revision.slice(0, 7)}`,
    );
  }

  #deferred(files: ReadonlyMap<string, Entity[]>): DeferredEntity[] {
    const { config, gitServers } = this.#options;
    const seen = new Map<string, string>();
    const result: DeferredEntity[] = [];
    for (const [path, entities] of files) {
      const location = locationOf({
        kind: gitServers.kindOf(config.repository),
        repository: config.repository,
        branch: config.branch,
        path,
      });
      for (const entity of entities) {
        const ref = stringifyEntityRef(entity);
        const first = seen.get(ref);
        if (first !== undefined) {
          this.#logger.warn(
            `Ignores '${ref}' of '${path}': '${first}' holds it already`,
          );
          continue;
        }
        seen.set(ref, path);
        result.push({
          locationKey: this.getProviderName(),
          entity: {
            ...entity,
            metadata: {
              ...entity.metadata,
              annotations: {
                ...entity.metadata.annotations,
                // After what the file says: nobody may pass for another place.
                [ANNOTATION_LOCATION]: location,
                [ANNOTATION_ORIGIN_LOCATION]: location,
              },
            },
          },
        });
      }
    }
    return result;
  }
}

interface Options {
  config: ProviderConfig;
  gitServers: GitServers;
  events: EventsService;
  taskRunner: SchedulerServiceTaskRunner;
  logger: LoggerService;
  /** Milliseconds of a clock. */
  now: () => number;
}

/** Whether two addresses mean one repository; `.git` and a slash at the end do not count. */
function sameRepository(a: unknown, b: string): boolean {
  const clean = (url: string) => url.replace(/\/+$/, '').replace(/\.git$/, '');
  return typeof a === 'string' && clean(a) === clean(b);
}
