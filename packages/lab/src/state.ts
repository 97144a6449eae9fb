/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { LabError } from './errors';
import { LabPaths } from './paths';

/** What listens on a port of its own. @public */
export const portNames = [
  'etcd',
  'etcdPeer',
  'kubeApiserver',
  'kubeControllerManager',
  'kubeScheduler',
  'kwok',
  'metricsServer',
  'redis',
  'git',
  'repoServer',
  'repoServerMetrics',
  'argocd',
  'argocdMetrics',
  'applicationControllerMetrics',
  'rolloutsMetrics',
  'rolloutsHealth',
  'prometheus',
  'alertmanager',
  'traffic',
] as const;

/** Name of a port of the lab. @public */
export type PortName = (typeof portNames)[number];

const port = z.int().min(1).max(65535);
const token = z.string().min(20);

/** The shape of `lab.json`; files of another version are written anew. */
const labStateSchema = z.object({
  version: z.literal(2),
  /** ISO time of `lab prepare`. Certificates live for a year from it. */
  createdAt: z.string(),
  /** Factor by which alert rules run faster than written; 1 = real time. */
  alertSpeed: z.number().min(1),
  ports: z.record(z.enum(portNames), port),
  endpoints: z.object({
    kubernetes: z.url(),
    argocd: z.url(),
    prometheus: z.url(),
    alertmanager: z.url(),
    traffic: z.url(),
    git: z.url(),
  }),
  tokens: z.object({
    /** system:masters, for the lab itself and for kubectl. */
    kubernetesAdmin: token,
    /** User `backstage-portal` with its read-only role. */
    kubernetesPortal: token,
    /** User `system:metrics-server`. */
    kubernetesMetrics: token,
    /** The portal's account for dry runs, to which everything else is refused. */
    kubernetesDryRun: token,
    argocdServerSecret: token,
    /** Account `portal-view`: get on all applications. */
    argocdView: token,
    /** Account `portal-sync`: get and sync in project openpolicy-platform. */
    argocdSync: token,
    /** {@link gitUser}, who may push to the lab's Git server. */
    gitPortal: token,
  }),
});

/**
 * Everything that must be known before a program runs: ports, endpoints,
 * credentials. Written by `lab prepare` to `.run/lab/lab.json`, mode 0600.
 * @public
 */
export type LabState = z.infer<typeof labStateSchema>;

/** Who pushes to the lab's Git server. @public */
export const gitUser = 'portal';

/** Where repositories are `<name>.git`. @public */
export const gitBaseUrl = ({ ports }: Pick<LabState, 'ports'>) =>
  `http://127.0.0.1:${ports.git}`;

/** Reads `lab.json`; undefined if there is none, or one of another version. @public */
export async function readStateFile(
  paths: LabPaths,
): Promise<LabState | undefined> {
  const text = await readFile(paths.state, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return labStateSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * Reads `lab.json`.
 *
 * @throws LabError saying to prepare the lab first.
 * @public
 */
export async function requireState(paths: LabPaths): Promise<LabState> {
  const state = await readStateFile(paths);
  if (!state) {
    throw new LabError(
      `Failed to read the lab's state '${paths.state}': it is not there or of another version. Run 'lab prepare' or 'lab up' first.`,
    );
  }
  return state;
}
