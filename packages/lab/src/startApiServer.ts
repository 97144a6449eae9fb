/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildGoGroup } from './binaries/buildGo';
import { crdSources, ensureCrds } from './binaries/crds';
import { clusterGroup } from './binaries/goPrograms';
import { KubeClient } from './cluster/KubeClient';
import { buildEtcd } from './components/etcd';
import { buildKubeApiserver } from './components/kubeApiserver';
import { connectLab } from './connect';
import { labPaths } from './paths';
import { prepareLab } from './prepare/prepareLab';
import { ProcessTable } from './runtime/processTable';
import { Progress } from './runtime/progress';
import { createCrds } from './setupSteps';
import { startComponent } from './startComponent';

/** The programs and CRDs of an API server that runs alone. @public */
export interface ApiServerBinaries {
  etcd: string;
  kubeApiserver: string;
  /** Folder of the trimmed CRDs. */
  crds: string;
}

/** An API server without controllers, with every CRD of the lab. @public */
export interface RunningApiServer {
  kube: KubeClient;
  /** Ends it; may be called twice. */
  stop(): Promise<void>;
}

/**
 * Gets or builds what {@link startApiServer} runs.
 *
 * @throws MissingToolError (exit code 3) naming what is missing and how to get it.
 * @public
 */
export async function ensureApiServerBinaries(
  cache: string,
  progress: Progress,
): Promise<ApiServerBinaries> {
  const folder = await buildGoGroup(clusterGroup, cache, progress);
  return {
    etcd: join(folder, 'bin/etcd'),
    kubeApiserver: join(folder, 'bin/kube-apiserver'),
    crds: await ensureCrds(cache, progress),
  };
}

/**
 * Starts etcd and the API server on free ports of loopback, from nothing, in a
 * folder that no lab uses. What an earlier start left running there is ended.
 *
 * @throws LabError with the end of the log of the program that did not start; then
 *   nothing runs.
 * @public
 */
export async function startApiServer(options: {
  run: string;
  binaries: ApiServerBinaries;
}): Promise<RunningApiServer> {
  const { run, binaries } = options;
  const paths = labPaths({ run });
  const processes = ProcessTable.create(paths.processes);
  await stopApiServer(run);
  await rm(run, { recursive: true, force: true });
  const state = await prepareLab(paths, { fresh: true });
  const { kube } = await connectLab(paths);
  const stop = async () => {
    await kube.close();
    await stopApiServer(run);
  };
  try {
    const context = { paths, state, binaries };
    await startComponent(buildEtcd(context), paths, processes);
    await startComponent(buildKubeApiserver(context), paths, processes);
    await Promise.all(
      crdSources.map(({ name }) => createCrds(kube, binaries.crds, name)),
    );
    return { kube, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * Ends whatever a start in this folder left running: by recorded process ids, and
 * also while another call of {@link startApiServer} is under way.
 *
 * @public
 */
export async function stopApiServer(run: string): Promise<void> {
  const processes = ProcessTable.create(labPaths({ run }).processes);
  const records = await processes.records();
  await processes.stop(records.map(record => record.name));
}
