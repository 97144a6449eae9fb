/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  buildModels,
  renderPlatform,
} from '@openpolicy/plugin-golden-path-common';
import {
  DeliveryTargets,
  GitRepository,
} from '@openpolicy/plugin-golden-path-node';
import {
  shopEntities,
  startGitServer,
  TestGitServer,
} from '@openpolicy/plugin-golden-path-node/testUtils';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDeliverAction } from '../actions/deliver';
import { createPublishRepositoryAction } from '../actions/publishRepository';
import { FakeGitLab } from './FakeGitLab';
import { FakeGoldenPath } from './FakeGoldenPath';
import { FakeServiceHealth } from './FakeServiceHealth';
import { gitServersOf, runAction } from './gitTask';

const draft = {
  name: 'coupons',
  owner: 'group:default/shop-team',
  system: 'system:default/shop',
  language: 'node',
  port: 7042,
};

/**
 * A real Git server with the shop's GitOps repository, on which a task can make the service `coupons` by the actions that templates use;
 * service health and the golden path at the wire.
 */
export class ServiceOfATask {
  readonly events = mockServices.events.mock();
  /** Set, the portal takes the Git server for it. */
  gitLab?: FakeGitLab;
  /** What the catalog has besides the shop. */
  entities: Entity[] = [];
  permission: AuthorizeResult.ALLOW | AuthorizeResult.DENY =
    AuthorizeResult.ALLOW;

  private constructor(
    readonly git: TestGitServer,
    readonly goldenPath: FakeGoldenPath,
    readonly health: FakeServiceHealth,
    readonly workspacePath: string,
  ) {}

  static async start(): Promise<ServiceOfATask> {
    const service = new ServiceOfATask(
      await startGitServer(),
      await FakeGoldenPath.start(),
      await FakeServiceHealth.start(),
      await mkdtemp(join(tmpdir(), 'workspace-')),
    );
    const [model] = buildModels(
      shopEntities(service.deployUrl).map(entity => ({ entity })),
    ).models;
    await service.push(
      'deploy',
      renderPlatform(model, { environment: 'stage' }),
      'Render',
    );
    await mkdir(join(service.workspacePath, 'repository'));
    await writeFile(
      join(service.workspacePath, 'repository/README.md'),
      '# Coupons\n',
    );
    return service;
  }

  get deployUrl(): string {
    return this.gitLab?.urlOf('deploy') ?? `${this.git.baseUrl}/deploy.git`;
  }

  get dependencies() {
    return {
      baseUrl: 'https://portal.example.com',
      catalog: catalogServiceMock({
        entities: [...shopEntities(this.deployUrl), ...this.entities],
      }),
      events: this.events,
      gitServers: this.gitLab?.gitServers() ?? gitServersOf(this.git),
      goldenPath: this.goldenPath.client(),
      permissions: mockServices.permissions({ result: this.permission }),
      serviceHealth: this.health.client(),
      targets: DeliveryTargets.fromConfig(new ConfigReader({})),
    };
  }

  async publish(taskId: string): Promise<void> {
    await runAction(
      createPublishRepositoryAction(this.dependencies),
      { name: 'coupons' },
      { taskId, workspacePath: this.workspacePath },
    );
  }

  /** @returns the commit of the GitOps repository */
  async deliver(taskId: string): Promise<string> {
    const { outputs } = await runAction(
      createDeliverAction({
        ...this.dependencies,
        permissions: mockServices.permissions(),
      }),
      { draft, environment: 'stage' },
      { taskId, workspacePath: this.workspacePath },
    );
    return outputs.revision;
  }

  /** Somebody pushes to a repository. */
  async push(
    name: string,
    changes: { path: string; content: string }[],
    message = 'Work on it',
  ): Promise<void> {
    const repository = await GitRepository.open({
      url: `${this.git.baseUrl}/${name}.git`,
      auth: this.git.auth,
      orCreate: true,
    });
    await repository.commitAndPush({
      message: `${message}\n`,
      author: { name: 'Eve', email: 'eve@example.com' },
      changes,
    });
    await repository.close();
  }

  /** Files of the GitOps repository whose names have `coupons` in them. */
  async delivered(): Promise<string[]> {
    const all = await this.git.git(
      'deploy',
      'ls-tree',
      '-r',
      '--name-only',
      'main',
    );
    return all.split('\n').filter(path => path.includes('coupons'));
  }

  async close(): Promise<void> {
    await this.git.close();
    await this.goldenPath.close();
    await this.health.close();
    await rm(this.workspacePath, { recursive: true, force: true });
  }
}
