/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { mockServices } from '@backstage/backend-test-utils';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';

/** What a task keeps over a restart. */
export type Checkpoints = Map<string, unknown>;

/**
 * A context whose log can be read, whose outputs are collected, and whose checkpoints do what those of the scaffolder do: they are read
 * from before the run and written during it.
 */
export function taskContext<T>(options: {
  input: T;
  checkpoints?: Checkpoints;
  signal?: AbortSignal;
  isDryRun?: boolean;
  taskId?: string;
}) {
  const { input, checkpoints = new Map(), signal, isDryRun, taskId } = options;
  const lines: string[] = [];
  const outputs: Record<string, any> = {};
  const logger = mockServices.logger.mock({
    info: message => void lines.push(message),
    warn: message => void lines.push(`! ${message}`),
    error: message => void lines.push(`!! ${message}`),
  });
  const before = new Map(checkpoints);
  const context = {
    ...createMockActionContext({
      workspacePath: '/nowhere',
      task: { id: taskId ?? 'task-7' },
    }),
    input,
    logger,
    signal,
    isDryRun,
    output: (name: string, value: unknown) => {
      outputs[name] = value;
    },
    async checkpoint({ key, fn }: { key: string; fn(): unknown }) {
      if (before.has(key)) {
        return before.get(key);
      }
      const value = JSON.parse(JSON.stringify((await fn()) ?? {}));
      checkpoints.set(key, value);
      return value;
    },
  };
  return { context: context as any, lines, outputs, checkpoints };
}
