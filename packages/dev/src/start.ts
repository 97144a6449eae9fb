/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  labPaths,
  LabPaths,
  MissingToolError,
  prepareLab,
  Progress,
  startLab,
  stopLab,
} from '@openpolicy/lab';
import { isPortFree, ProcessTable } from '@openpolicy/lab/runtime';
import { DevPaths } from './paths';
import { startPortal, stopPortal } from './portal';

const READY = (url: string) => `
  The portal is at   ${url}
  Press Enter to sign in as guest, then pick a service, for example
                     ${url}/catalog/default/component/api-gateway/health
  or make a new one: ${url}/create
`;

/**
 * Runs the lab and the portal and returns when both are ready. The portal comes up first where the lab still has to be built: its pages say
 * that the sources are connecting. Without a tool that the lab needs, the portal runs alone.
 */
export async function start(options: {
  paths: DevPaths;
  progress: Progress;
  withLab: boolean;
}): Promise<void> {
  const { paths, progress, withLab } = options;
  const lab = labPaths({ repository: paths.repository });
  // Ports and tokens are chosen before anything runs, so that neither has to wait for the other.
  if (withLab) await prepareWithFreePorts(lab);

  const begun = performance.now();
  const portal = startPortal({
    paths,
    progress,
    configs: withLab ? [lab.appConfig] : [],
  }).then(running => {
    process.stdout.write(READY(running.url));
    return running;
  });
  const outcomes = await Promise.allSettled([
    portal,
    withLab ? startLab({ repository: paths.repository, progress }) : undefined,
  ]);
  const [portalOutcome, labOutcome] = outcomes;

  if (portalOutcome.status === 'rejected') throw portalOutcome.reason;
  if (labOutcome.status === 'rejected') {
    if (!(labOutcome.reason instanceof MissingToolError)) {
      throw labOutcome.reason;
    }
    process.stdout.write(
      `\n  The lab does not run: ${labOutcome.reason.message}\n  The portal runs without it. docs/own-cluster.md says how to point it at a cluster of your own.\n`,
    );
  }
  const setUp = Number(process.env.DEV_SETUP_SECONDS ?? 0);
  const seconds = setUp + (performance.now() - begun) / 1000;
  process.stdout.write(
    `\n  Ready after ${seconds.toFixed(0)} s. Log: ${
      portalOutcome.value.log
    }\n  ./dev stop ends all of it; ./dev lab scenario --help breaks something on purpose.\n`,
  );
}

/** Chooses other ports if somebody took one of the last run's since. */
async function prepareWithFreePorts(lab: LabPaths): Promise<void> {
  const { ports } = await prepareLab(lab);
  const table = ProcessTable.create(lab.processes);
  for (const { name } of await table.records()) {
    if (await table.alive(name)) return;
  }
  for (const port of Object.values(ports)) {
    if (!(await isPortFree(port))) {
      await prepareLab(lab, { fresh: true });
      return;
    }
  }
}

/** Ends the portal and the lab. */
export async function stop(options: {
  paths: DevPaths;
  progress: Progress;
}): Promise<void> {
  const { paths, progress } = options;
  const portal = await stopPortal(paths);
  progress.line(portal ? 'stopped the portal' : 'the portal did not run');
  await stopLab({ repository: paths.repository });
  progress.line('stopped the lab');
}
