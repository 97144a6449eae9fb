/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeClient, KubeObject } from './cluster/KubeClient';

/** An Application's two words. @public */
export interface ApplicationState {
  name: string;
  /** Argo CD's sync word, `Unknown` before its first comparison. */
  sync: string;
  /** Argo CD's health word. */
  health: string;
  /** A refresh or an operation is asked for and not done, so the words may change. */
  busy: boolean;
}

/** All Applications of the lab's Argo CD, by name. @internal */
export async function readApplications(
  kube: KubeClient,
): Promise<ApplicationState[]> {
  const list = await kube.list('/apis/argoproj.io/v1alpha1/applications');
  return list.items
    .map(({ metadata, status, operation }: KubeObject) => ({
      name: metadata.name,
      sync: status?.sync?.status ?? 'Unknown',
      health: status?.health?.status ?? 'Unknown',
      busy: Boolean(
        operation || metadata.annotations?.['argocd.argoproj.io/refresh'],
      ),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Whether an Application is as it should be. @internal */
export const isGood = ({ sync, health, busy }: ApplicationState) =>
  sync === 'Synced' && health === 'Healthy' && !busy;

/**
 * Waits until the Applications are Synced and Healthy.
 *
 * @param names - only these; default all.
 * @returns those that are not when the time is up; empty on success.
 * @internal
 */
export async function waitForApplications(
  kube: KubeClient,
  options: {
    names?: string[];
    timeoutMs: number;
    onProgress?: (good: number, all: number) => void;
  },
): Promise<ApplicationState[]> {
  const end = performance.now() + options.timeoutMs;
  for (;;) {
    const all = (await readApplications(kube)).filter(
      app => !options.names || options.names.includes(app.name),
    );
    const bad = all.filter(app => !isGood(app));
    options.onProgress?.(all.length - bad.length, all.length);
    if (bad.length === 0 || performance.now() > end) return bad;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
}
