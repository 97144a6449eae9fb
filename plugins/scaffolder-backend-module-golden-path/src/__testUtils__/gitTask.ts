/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { TemplateAction } from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import { GitServers } from '@openpolicy/plugin-golden-path-node';
import { TestGitServer } from '@openpolicy/plugin-golden-path-node/testUtils';

/** The portal's servers: a test's own, where repositories of services are made too. */
export function gitServersOf(
  server: TestGitServer,
  more: { integrations?: object; token?: string } = {},
): GitServers {
  return GitServers.fromConfig(
    new ConfigReader({
      integrations: more.integrations,
      goldenPath: {
        git: {
          servers: [
            {
              baseUrl: server.baseUrl,
              username: server.auth.username,
              token: more.token ?? server.auth.password,
            },
          ],
        },
        repositories: { url: server.baseUrl },
      },
    }),
  );
}

/** Runs an action as a task of Ada's; returns what it put out and what it logged. */
export async function runAction(
  action: TemplateAction<any, any, any>,
  input: object,
  options: {
    workspacePath?: string;
    taskId?: string;
    isDryRun?: boolean;
    signal?: AbortSignal;
    userRef?: string;
  } = {},
) {
  const { taskId = 'task-7', userRef = 'user:default/ada' } = options;
  const outputs: Record<string, any> = {};
  const lines: string[] = [];
  const log = (message: string) => void lines.push(message);
  await action.handler({
    ...createMockActionContext({
      workspacePath: options.workspacePath ?? '/nowhere',
      task: { id: taskId },
      getInitiatorCredentials: async () => mockCredentials.user(userRef),
    }),
    user: {
      ref: userRef,
      entity: {
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'User',
        metadata: { name: 'ada' },
        spec: {
          profile: { displayName: 'Ada Example', email: 'ada@example.com' },
        },
      },
    },
    input,
    isDryRun: options.isDryRun ?? false,
    signal: options.signal,
    logger: mockServices.logger.mock({ info: log, warn: log, error: log }),
    checkpoint: async ({ fn }: { fn(): unknown }) => fn(),
    output: (name: string, value: unknown) => {
      outputs[name] = value;
    },
  } as any);
  return { outputs, lines };
}

/** The error of a promise that must fail. */
export async function failureOf(promise: Promise<unknown>): Promise<Error> {
  try {
    await promise;
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not fail');
}
