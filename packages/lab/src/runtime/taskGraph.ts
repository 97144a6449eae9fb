/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { LabError } from '../errors';

/** Something to do once, after other things. @internal */
export interface Task {
  name: string;
  needs: string[];
  run(): Promise<void>;
}

/**
 * Runs each task as soon as its needs are done, as many at once as that allows.
 * After a failure nothing new begins; the first error is thrown when those that
 * run have ended.
 *
 * @throws LabError for a need that no task has, or a circle.
 * @internal
 */
export async function runTasks(tasks: Task[]): Promise<void> {
  const names = new Set(tasks.map(task => task.name));
  for (const task of tasks) {
    const missing = task.needs.find(need => !names.has(need));
    if (missing) {
      throw new LabError(
        `Task '${task.name}' needs '${missing}', which is no task.`,
      );
    }
  }
  const waiting = new Set(tasks);
  const done = new Set<string>();
  const running = new Map<Task, Promise<Task>>();
  const failures: unknown[] = [];
  while (waiting.size > 0 || running.size > 0) {
    if (failures.length === 0) {
      for (const task of waiting) {
        if (!task.needs.every(need => done.has(need))) continue;
        waiting.delete(task);
        const end = task.run().then(
          () => {
            done.add(task.name);
            return task;
          },
          error => {
            failures.push(error);
            return task;
          },
        );
        running.set(task, end);
      }
    }
    if (running.size === 0) {
      if (failures.length > 0) break;
      const left = [...waiting].map(task => `'${task.name}'`).join(', ');
      throw new LabError(`These tasks wait for each other: ${left}.`);
    }
    running.delete(await Promise.race(running.values()));
  }
  if (failures.length > 0) throw failures[0];
}
