/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { existsSync } from 'node:fs';
import { chmod, cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { MissingToolError } from '../errors';
import { Progress, silentProgress } from '../runtime/progress';
import { buildGoGroup, goModuleFolder, isBuilt, requireGo } from './buildGo';
import { crdSources, ensureCrds } from './crds';
import {
  alertmanagerGroup,
  clusterGroup,
  giteaGroup,
  metricsGroup,
  prometheusGroup,
} from './goPrograms';
import { debianTree, findOnPath, locateRedis } from './systemPrograms';

/**
 * Where each program of the lab lies.
 * @public
 */
export interface LabBinaries {
  etcd: string;
  kubeApiserver: string;
  kubeControllerManager: string;
  kubeScheduler: string;
  kwok: string;
  rolloutsController: string;
  argocd: string;
  metricsServer: string;
  prometheus: string;
  promtool: string;
  alertmanager: string;
  amtool: string;
  redis: string;
  /** LD_LIBRARY_PATH for an unpacked Redis. */
  redisLibraryPath?: string;
  /** Holds git-verify-wrapper.sh, which the repo-server runs by name. */
  helpers: string;
  /** Folder of the trimmed CRDs. */
  crds: string;
}

/**
 * Gets or builds everything that the lab runs. The first time takes minutes
 * and says so; later calls only look into the cache.
 *
 * @throws MissingToolError (exit code 3) naming what is missing and how to get it.
 * @public
 */
export async function ensureBinaries(options: {
  cache: string;
  progress?: Progress;
}): Promise<LabBinaries> {
  const { cache, progress = silentProgress } = options;
  await mkdir(cache, { recursive: true });
  for (const tool of ['git', 'openssl']) {
    if (await findOnPath(tool)) continue;
    throw new MissingToolError(
      `Failed to find '${tool}' for the lab. Install it with your system's package manager.`,
    );
  }
  // Say what is missing before minutes of building, not after.
  if (!(await isBuilt(clusterGroup, cache))) await requireGo();
  const redis = await locateRedis(cache, progress);
  const prometheus = await locatePrometheus(cache, progress);
  const cluster = join(
    await buildGoGroup(clusterGroup, cache, progress),
    'bin',
  );
  const metrics = join(
    await buildGoGroup(metricsGroup, cache, progress),
    'bin',
  );
  const alertmanager = await locateAlertmanager(cache, progress);
  const crds = await ensureCrds(cache, progress);
  return {
    etcd: join(cluster, 'etcd'),
    kubeApiserver: join(cluster, 'kube-apiserver'),
    kubeControllerManager: join(cluster, 'kube-controller-manager'),
    kubeScheduler: join(cluster, 'kube-scheduler'),
    kwok: join(cluster, 'kwok'),
    rolloutsController: join(cluster, 'rollouts-controller'),
    argocd: join(cluster, 'argocd'),
    metricsServer: join(metrics, 'metrics-server'),
    ...prometheus,
    ...alertmanager,
    redis: redis.path,
    redisLibraryPath: redis.libraryPath,
    helpers: await ensureHelpers(crds),
    crds,
  };
}

/**
 * Prometheus and promtool: PATH first, then Debian's package, then the pinned Go modules.
 *
 * @throws MissingToolError with the ways to get them.
 * @internal
 */
export async function locatePrometheus(
  cache: string,
  progress: Progress,
): Promise<{ prometheus: string; promtool: string }> {
  const prometheus = await findOnPath('prometheus');
  const promtool = await findOnPath('promtool');
  if (prometheus && promtool) return { prometheus, promtool };
  const root = await debianTree('prometheus', cache, progress);
  const bin = root
    ? join(root, 'usr/bin')
    : join(await buildGoGroup(prometheusGroup, cache, progress), 'bin');
  return {
    prometheus: join(bin, 'prometheus'),
    promtool: join(bin, 'promtool'),
  };
}

/**
 * Alertmanager and amtool: PATH first, then the pinned Go module.
 *
 * @internal
 */
export async function locateAlertmanager(
  cache: string,
  progress: Progress,
): Promise<{ alertmanager: string; amtool: string }> {
  const alertmanager =
    (await findOnPath('alertmanager')) ??
    (await findOnPath('prometheus-alertmanager'));
  const amtool = await findOnPath('amtool');
  if (alertmanager && amtool) return { alertmanager, amtool };
  const folder = await buildGoGroup(alertmanagerGroup, cache, progress);
  return {
    alertmanager: join(folder, 'bin/alertmanager'),
    amtool: join(folder, 'bin/amtool'),
  };
}

/**
 * Gitea: PATH first, then the pinned Go module.
 *
 * @returns the program; what it reads lies in `../share` if it was built here.
 * @throws MissingToolError with the ways to get it.
 * @internal
 */
export async function locateGitea(
  cache: string,
  progress: Progress,
): Promise<string> {
  const gitea = await findOnPath('gitea');
  if (gitea) return gitea;
  if (!(await isBuilt(giteaGroup, cache)) && !(await findOnPath('gcc'))) {
    throw new MissingToolError(
      "Failed to build Gitea: 'gcc' was not found, which its SQLite needs. Install it with your system's package manager, or put a program 'gitea' on PATH.",
    );
  }
  const folder = await buildGoGroup(giteaGroup, cache, progress);
  return join(folder, 'bin/gitea');
}

/** Copies the script that Argo CD's image carries beside its binary. */
async function ensureHelpers(crds: string): Promise<string> {
  const folder = join(crds, 'helpers');
  const script = join(folder, 'git-verify-wrapper.sh');
  if (existsSync(script)) return folder;
  const argocd = crdSources.find(source => source.name === 'argocd')!;
  const module = await goModuleFolder(argocd.module);
  await mkdir(folder, { recursive: true });
  await cp(join(module, 'hack/git-verify-wrapper.sh'), script);
  await chmod(script, 0o755);
  return folder;
}
