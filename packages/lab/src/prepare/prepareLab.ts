/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LabPaths } from '../paths';
import { pickPorts } from '../runtime/ports';
import { LabState, portNames, readStateFile } from '../state';
import { mintArgoToken } from './argoTokens';
import { renderAppConfig, renderKubeconfig } from './configFiles';
import { writePki } from './pki';

/** By how much alert rules run faster in the lab unless told otherwise. @public */
export const defaultAlertSpeed = 30;

const maxAgeMs = 300 * 24 * 3600 * 1000;

/**
 * Chooses ports, makes certificates and tokens, and writes `lab.json`, the
 * kubeconfigs and `app-config.lab.yaml`. Takes less than a second and needs none of
 * the lab's programs, so the portal can be configured while they are still built.
 * A second call keeps what is there.
 *
 * @param options - `fresh` makes everything anew, for example when another
 *   program took a port.
 * @public
 */
export async function prepareLab(
  paths: LabPaths,
  options: { fresh?: boolean; alertSpeed?: number } = {},
): Promise<LabState> {
  const previous = options.fresh ? undefined : await readStateFile(paths);
  const usable =
    previous &&
    existsSync(join(paths.pki, 'sa.pub')) &&
    Date.now() - Date.parse(previous.createdAt) < maxAgeMs;
  const created = usable ? previous : await newState();
  const state = {
    ...created,
    alertSpeed: options.alertSpeed ?? created.alertSpeed,
  };
  await mkdir(paths.run, { recursive: true, mode: 0o700 });
  await mkdir(paths.conf, { recursive: true });
  if (!usable) await writePki(paths.pki);
  await writePrivate(paths.state, `${JSON.stringify(state, undefined, 2)}\n`);
  const caPem = await readFile(join(paths.pki, 'ca.crt'), 'utf8');
  const kubeconfig = (token: string, namespace: string) =>
    renderKubeconfig({
      server: state.endpoints.kubernetes,
      caPem,
      token,
      namespace,
    });
  const { kubernetesAdmin, kubernetesMetrics } = state.tokens;
  const files: [string, string][] = [
    [paths.kubeconfig, kubeconfig(kubernetesAdmin, 'openpolicy-platform')],
    [
      join(paths.conf, 'kubeconfig-argocd'),
      kubeconfig(kubernetesAdmin, 'argocd'),
    ],
    [
      join(paths.conf, 'kubeconfig-metrics'),
      kubeconfig(kubernetesMetrics, 'kube-system'),
    ],
    [paths.appConfig, renderAppConfig(state, caPem)],
  ];
  for (const [file, content] of files) await writePrivate(file, content);
  return state;
}

async function newState(): Promise<LabState> {
  const ports = await pickPorts(portNames);
  const now = Date.now();
  const secret = () => randomBytes(24).toString('hex');
  const http = (port: number) => `http://127.0.0.1:${port}`;
  const argocdServerSecret = secret();
  const argoToken = (account: string) =>
    mintArgoToken(account, argocdServerSecret, Math.floor(now / 1000)).jwt;
  return {
    version: 2,
    createdAt: new Date(now).toISOString(),
    alertSpeed: defaultAlertSpeed,
    ports,
    endpoints: {
      kubernetes: `https://127.0.0.1:${ports.kubeApiserver}`,
      argocd: http(ports.argocd),
      prometheus: http(ports.prometheus),
      alertmanager: http(ports.alertmanager),
      traffic: http(ports.traffic),
      git: `${http(ports.git)}/deploy.git`,
    },
    tokens: {
      kubernetesAdmin: secret(),
      kubernetesPortal: secret(),
      kubernetesMetrics: secret(),
      kubernetesDryRun: secret(),
      argocdServerSecret,
      argocdView: argoToken('portal-view'),
      argocdSync: argoToken('portal-sync'),
      gitPortal: secret(),
    },
  };
}

async function writePrivate(file: string, content: string) {
  await writeFile(file, content, { mode: 0o600 });
  // The mode above only counts for a new file.
  await chmod(file, 0o600);
}
