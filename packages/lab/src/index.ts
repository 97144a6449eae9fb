/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

/**
 * A real cluster, Argo CD, Prometheus and Alertmanager on one machine, without
 * containers.
 *
 * @packageDocumentation
 */

import {
  ApplicationState,
  readApplications,
  waitForApplications,
} from './applications';
import { connectLab } from './connect';
import { LabError } from './errors';
import { labDown, labUp, LabUpOptions } from './labUp';
import { labPaths } from './paths';
import { ProcessRecord, ProcessTable } from './runtime/processTable';
import {
  runScenario,
  ScenarioReport,
  undoScenarios,
} from './scenarios/runScenario';
import { LabState } from './state';

export { LabError, MissingToolError } from './errors';
export { labPaths, type LabPaths } from './paths';
export { prepareLab } from './prepare/prepareLab';
export {
  consoleProgress,
  silentProgress,
  type Progress,
} from './runtime/progress';
export { scenarios } from './scenarios';
export { KubeClient, type KubeObject } from './cluster/KubeClient';
export type { ApplicationState } from './applications';
export type { LabUpOptions } from './labUp';
export type { ProcessRecord } from './runtime/processTable';
export type { Scenario } from './scenarios/types';
export type { ScenarioReport } from './scenarios/runScenario';
export type { LabState } from './state';

/** Which lab: by default the one of this checkout. @public */
export interface LabLocation {
  /** The checkout whose `deploy/dev` is deployed. */
  repository?: string;
  /** The state folder, default `<repository>/.run/lab`. */
  run?: string;
}

/** What a client of the lab needs to know. @public */
export interface LabInfo {
  endpoints: LabState['endpoints'];
  tokens: LabState['tokens'];
  ports: LabState['ports'];
  /** Path of an administrator's kubeconfig. */
  kubeconfig: string;
  /** Path of the portal's configuration for this lab. */
  appConfig: string;
  alertSpeed: number;
  /** The programs that run. */
  processes: ProcessRecord[];
}

/**
 * Starts what does not run, and waits until all Applications are Synced and Healthy.
 *
 * @throws LabError when a program does not start or an Application does not
 *   become healthy within `waitMs`.
 * @public
 */
export async function startLab(
  options: LabLocation & LabUpOptions = {},
): Promise<LabInfo> {
  const bad = await labUp(labPaths(options), options);
  if (bad.length > 0) {
    throw new LabError(
      `The lab runs, but these applications are not well: ${bad
        .map(app => `'${app.name}' (${app.sync}, ${app.health})`)
        .join(', ')}.`,
    );
  }
  return readLabState(options);
}

/** Ends every program of the lab. @public */
export async function stopLab(location: LabLocation = {}): Promise<void> {
  await labDown(labPaths(location));
}

/**
 * Reads endpoints, tokens and running programs.
 *
 * @throws LabError when the lab is not prepared.
 * @public
 */
export async function readLabState(
  location: LabLocation = {},
): Promise<LabInfo> {
  const paths = labPaths(location);
  const { state, kube } = await connectLab(paths);
  await kube.close();
  const table = ProcessTable.create(paths.processes);
  const processes: ProcessRecord[] = [];
  for (const record of await table.records()) {
    if (await table.alive(record.name)) processes.push(record);
  }
  const { endpoints, tokens, ports, alertSpeed } = state;
  const { kubeconfig, appConfig } = paths;
  return {
    endpoints,
    tokens,
    ports,
    alertSpeed,
    kubeconfig,
    appConfig,
    processes,
  };
}

/**
 * Breaks a service (default `api-gateway`) by a scenario's name.
 *
 * @public
 */
export async function applyScenario(
  name: string,
  options: LabLocation & { service?: string } = {},
): Promise<ScenarioReport> {
  return runScenario(labPaths(options), name, options.service ?? 'api-gateway');
}

/**
 * Undoes the scenarios in force, of one service or all, and waits until its
 * Applications are Synced and Healthy again.
 *
 * @returns what was undone.
 * @throws LabError naming the Applications that are not well within `waitMs`
 *   (default 90 s, 0 = do not wait).
 * @public
 */
export async function resetScenario(
  options: LabLocation & { service?: string; waitMs?: number } = {},
): Promise<{ name: string; service: string }[]> {
  const paths = labPaths(options);
  const undone = await undoScenarios(paths, options.service);
  const { waitMs = 90_000 } = options;
  if (waitMs === 0) return undone;
  const { kube } = await connectLab(paths);
  try {
    const bad = await waitForApplications(kube, {
      names: options.service ? [options.service] : undefined,
      timeoutMs: waitMs,
    });
    if (bad.length === 0) return undone;
    throw new LabError(
      `Undone, but these applications are not well yet: ${bad
        .map(app => `'${app.name}' (${app.sync}, ${app.health})`)
        .join(', ')}.`,
    );
  } finally {
    await kube.close();
  }
}

/** Argo CD's words for each Application. @public */
export async function listApplications(
  location: LabLocation = {},
): Promise<ApplicationState[]> {
  const { kube } = await connectLab(labPaths(location));
  try {
    return await readApplications(kube);
  } finally {
    await kube.close();
  }
}
