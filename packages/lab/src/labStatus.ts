/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ApplicationState, isGood, readApplications } from './applications';
import { componentContext } from './componentContext';
import { buildComponents } from './components';
import { connectLab } from './connect';
import { LabPaths } from './paths';
import { ProcessTable } from './runtime/processTable';
import { isReady } from './runtime/readiness';
import {
  AppliedScenario,
  readAppliedScenarios,
} from './scenarios/appliedScenarios';
import { LabState } from './state';

/** One program's line in `lab status`. @public */
export interface ProgramStatus {
  name: string;
  /** Undefined when it does not run. */
  pid?: number;
  port: number;
  ready: boolean;
  log: string;
}

/** What `lab status` shows. @public */
export interface LabStatus {
  programs: ProgramStatus[];
  /** Undefined when the API server does not answer. */
  applications?: ApplicationState[];
  scenarios: AppliedScenario[];
  alertSpeed: number;
  endpoints: LabState['endpoints'];
}

/**
 * Looks at everything once.
 *
 * @throws LabError when the lab is not prepared.
 * @internal
 */
export async function labStatus(paths: LabPaths): Promise<LabStatus> {
  const { state, kube } = await connectLab(paths);
  try {
    const components = buildComponents(await componentContext(paths, state));
    const processes = ProcessTable.create(paths.processes);
    const programs = await Promise.all(
      components.map(async ({ name, port, ready }) => {
        const record = await processes.alive(name);
        return {
          name,
          pid: record?.pid,
          port,
          ready: record !== undefined && (await isReady(ready)),
          log: `${paths.logs}/${name}.log`,
        };
      }),
    );
    return {
      programs,
      applications: await readApplications(kube).catch(() => undefined),
      scenarios: await readAppliedScenarios(paths),
      alertSpeed: state.alertSpeed,
      endpoints: state.endpoints,
    };
  } finally {
    await kube.close();
  }
}

/** The status as lines for a terminal. @internal */
export function renderStatus(status: LabStatus): string {
  const rows = [
    ['PROGRAM', 'PID', 'PORT', 'READY', 'LOG'],
    ...status.programs.map(({ name, pid, port, ready, log }) => [
      name,
      pid ? String(pid) : '-',
      String(port),
      ready ? 'yes' : 'no',
      log,
    ]),
  ];
  const { applications } = status;
  const good = applications?.filter(isGood).length;
  const others = applications?.filter(app => !isGood(app)) ?? [];
  return [
    table(rows),
    '',
    ...Object.entries(status.endpoints).map(
      ([name, url]) => `${name.padEnd(13)} ${url}`,
    ),
    '',
    applications
      ? `${good}/${applications.length} applications are Synced and Healthy`
      : 'The API server does not answer.',
    ...others.map(app => `  ${app.name}: ${app.sync}, ${app.health}`),
    status.alertSpeed === 1
      ? 'Alert rules run in real time.'
      : `Alert rules run ${status.alertSpeed} times faster than written ('lab up --alert-speed 1' for real time).`,
    ...status.scenarios.map(
      ({ name, service, appliedAt }) =>
        `Scenario '${name}' on '${service}' since ${appliedAt}; 'lab reset' undoes it.`,
    ),
    '',
  ].join('\n');
}

function table(rows: string[][]): string {
  const widths = rows[0].map((_, column) =>
    Math.max(...rows.map(row => row[column].length)),
  );
  return rows
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
