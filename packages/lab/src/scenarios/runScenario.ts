/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { join } from 'node:path';
import { componentContext } from '../componentContext';
import { buildComponents } from '../components';
import { connectLab } from '../connect';
import { LabError } from '../errors';
import { DeployRepository } from '../git/DeployRepository';
import { LabPaths } from '../paths';
import { withLock } from '../runtime/lock';
import { ProcessTable } from '../runtime/processTable';
import { startComponent } from '../startComponent';
import {
  readAppliedScenarios,
  writeAppliedScenarios,
} from './appliedScenarios';
import { findScenario } from './index';
import { TrafficClient } from './TrafficClient';
import { ScenarioContext } from './types';

/** Scenarios wait for each other, since each takes only a second or two. */
const lockPatienceMs = 20_000;

/** What a scenario did. @public */
export interface ScenarioReport {
  name: string;
  service: string;
  /** What was done, in one sentence. */
  done: string;
  /** What to watch for. */
  expect: string[];
}

/**
 * Applies a scenario to a service and remembers it for {@link undoScenarios}.
 *
 * @throws LabError for an unknown scenario or service.
 * @internal
 */
export async function runScenario(
  paths: LabPaths,
  name: string,
  service: string,
): Promise<ScenarioReport> {
  const scenario = findScenario(name);
  return withContext(paths, `lab scenario ${name}`, async context => {
    const services = await context.repository.services();
    if (!services.includes(service)) {
      throw new LabError(
        `There is no service '${service}' in the lab. Its services are: ${services.join(
          ', ',
        )}.`,
      );
    }
    const others = (await readAppliedScenarios(paths)).filter(
      entry => entry.name !== name || entry.service !== service,
    );
    // Remembered first, so that a scenario that fails half-way is undone too.
    const entry = { name, service, appliedAt: new Date().toISOString() };
    await writeAppliedScenarios(paths, [...others, entry]);
    const done = await scenario.apply(context, service);
    return { name, service, done, expect: scenario.expect };
  });
}

/**
 * Undoes what is in force, the newest first.
 *
 * @param service - only what concerns it; default all.
 * @returns what was undone.
 * @internal
 */
export async function undoScenarios(
  paths: LabPaths,
  service?: string,
): Promise<{ name: string; service: string }[]> {
  return withContext(paths, 'lab reset', async context => {
    const applied = await readAppliedScenarios(paths);
    const chosen = applied.filter(
      entry => !service || entry.service === service,
    );
    for (const entry of [...chosen].reverse()) {
      await findScenario(entry.name).undo(context, entry.service);
      const left = await readAppliedScenarios(paths);
      await writeAppliedScenarios(
        paths,
        left.filter(
          ({ name, service: other }) =>
            name !== entry.name || other !== entry.service,
        ),
      );
    }
    return chosen.reverse();
  });
}

async function withContext<T>(
  paths: LabPaths,
  what: string,
  work: (context: ScenarioContext) => Promise<T>,
): Promise<T> {
  const { state, kube } = await connectLab(paths);
  const processes = ProcessTable.create(paths.processes);
  try {
    if (!(await processes.alive('kube-apiserver'))) {
      throw new LabError(
        `Refused '${what}': the lab does not run. Run 'lab up'.`,
      );
    }
    return await withLock(
      join(paths.run, 'command.lock'),
      what,
      () =>
        work({
          kube,
          repository: DeployRepository.create(paths, state.endpoints.git),
          traffic: TrafficClient.create(state.endpoints.traffic),
          namespace: 'openpolicy-platform',
          stopProgram: async name => {
            await processes.stop([name]);
          },
          startProgram: async name => {
            const components = buildComponents(
              await componentContext(paths, state),
            );
            const component = components.find(entry => entry.name === name)!;
            await startComponent(component, paths, processes);
          },
        }),
      lockPatienceMs,
    );
  } finally {
    await kube.close();
  }
}
