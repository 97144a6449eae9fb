/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ApplicationState, waitForApplications } from './applications';
import { KubeClient } from './cluster/KubeClient';
import { componentContext } from './componentContext';
import { buildComponents } from './components';
import { LabComponent } from './components/types';
import { connectLab } from './connect';
import { LabError } from './errors';
import { DeployRepository } from './git/DeployRepository';
import { LabPaths } from './paths';
import { prepareLab } from './prepare/prepareLab';
import { withLock } from './runtime/lock';
import { isPortFree } from './runtime/ports';
import { ProcessTable } from './runtime/processTable';
import { Progress, silentProgress } from './runtime/progress';
import { runTasks, Task } from './runtime/taskGraph';
import { setupSteps } from './setupSteps';
import { startComponent } from './startComponent';
import { portNames, requireState } from './state';

/** Options of {@link labUp}. @public */
export interface LabUpOptions {
  progress?: Progress;
  /** Factor by which alert rules run faster than written. */
  alertSpeed?: number;
  /** How long to wait for all Applications, default 120 s; 0 = not at all. */
  waitMs?: number;
}

/**
 * Starts whatever of the lab does not run: after `down` all of it from nothing,
 * otherwise only what has ended.
 *
 * @returns the Applications that were not Synced and Healthy in time.
 * @throws LabError naming the program that did not start, with the end of its log;
 *   MissingToolError when a program can't be had.
 * @internal
 */
export async function labUp(
  paths: LabPaths,
  options: LabUpOptions = {},
): Promise<ApplicationState[]> {
  const { progress = silentProgress, waitMs = 120_000 } = options;
  return withLock(join(paths.run, 'command.lock'), 'lab up', async () => {
    const before = await prepareLab(paths);
    const processes = ProcessTable.create(paths.processes);
    const fresh = await noneRuns(processes);
    if (
      !fresh &&
      options.alertSpeed &&
      options.alertSpeed !== before.alertSpeed
    ) {
      throw new LabError(
        `Refused '--alert-speed ${options.alertSpeed}': the lab runs at ${before.alertSpeed}. Run 'lab down' first.`,
      );
    }
    if (options.alertSpeed) await prepareLab(paths, options);
    const context = await componentContext(
      paths,
      await requireState(paths),
      progress,
    );
    const { kube } = await connectLab(paths);
    try {
      if (fresh) await clean(paths, context.state.ports);
      const repository = DeployRepository.create(
        paths,
        context.state.endpoints.git,
      );
      let started = 0;
      const tasks = [
        ...buildComponents(context).map(component =>
          componentTask(component, paths, processes, progress, () => {
            started++;
          }),
        ),
        ...setupSteps(context, kube, repository).map(step =>
          onceTask(step, join(paths.data, 'done')),
        ),
      ];
      await runTasks(tasks).catch(async error => {
        // Half a lab helps nobody; the logs stay.
        if (fresh) await stopAll(processes);
        throw error;
      });
      if (started === 0) {
        progress.line('the lab runs already');
        return [];
      }
      return await waitForPlatform(kube, waitMs, progress);
    } finally {
      await kube.close();
    }
  });
}

/** Ends every program of the lab. @internal */
export async function labDown(paths: LabPaths): Promise<{
  stopped: string[];
  killed: string[];
}> {
  return withLock(join(paths.run, 'command.lock'), 'lab down', () =>
    stopAll(ProcessTable.create(paths.processes)),
  );
}

async function stopAll(processes: ProcessTable) {
  const stopped = (await processes.records()).map(record => record.name);
  return { stopped, killed: await processes.stop(stopped) };
}

async function noneRuns(processes: ProcessTable): Promise<boolean> {
  for (const { name } of await processes.records()) {
    if (await processes.alive(name)) return false;
  }
  return true;
}

/** A start from nothing: no data of the last one, and every port free. */
async function clean(paths: LabPaths, ports: Record<string, number>) {
  for (const name of portNames) {
    if (await isPortFree(ports[name])) continue;
    throw new LabError(
      `Failed to start the lab: port ${ports[name]} (${name}) is taken by another program. Run 'lab prepare --fresh' to choose other ports, and restart the portal.`,
    );
  }
  for (const folder of [paths.data, paths.git, paths.processes, paths.logs]) {
    await rm(folder, { recursive: true, force: true });
  }
  await rm(join(paths.run, 'scenarios.json'), { force: true });
  await mkdir(join(paths.data, 'done'), { recursive: true, mode: 0o700 });
}

function componentTask(
  component: LabComponent,
  paths: LabPaths,
  processes: ProcessTable,
  progress: Progress,
  onStarted: () => void,
): Task {
  const { name, needs } = component;
  return {
    name,
    needs,
    run: async () => {
      const outcome = await startComponent(component, paths, processes);
      if (outcome === 'ran') return;
      onStarted();
      progress.line(`${name} is ready`);
    },
  };
}

/** A step is not repeated when only some programs are started again. */
function onceTask(step: Task, folder: string): Task {
  const marker = join(folder, step.name);
  return {
    ...step,
    run: async () => {
      if (existsSync(marker)) return;
      await step.run();
      await mkdir(folder, { recursive: true });
      await writeFile(marker, '');
    },
  };
}

async function waitForPlatform(
  kube: KubeClient,
  waitMs: number,
  progress: Progress,
) {
  if (waitMs === 0) return [];
  let last = -1;
  return waitForApplications(kube, {
    timeoutMs: waitMs,
    onProgress: (good, all) => {
      if (good === last) return;
      last = good;
      progress.line(`${good} of ${all} applications are Synced and Healthy`);
    },
  });
}
