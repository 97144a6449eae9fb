/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { expect } from '@playwright/test';
import { askKubernetes } from './kubernetes';

const APPLICATIONS =
  '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
const PROJECT =
  '/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects/openpolicy-platform';

/** An Application, as Argo CD itself keeps it. */
export interface Application {
  name: string;
  sync: string;
  health: string;
  revision?: string;
}

/** All Applications of the lab. */
export async function readApplications(): Promise<Application[]> {
  const { answer } = await askKubernetes(
    'kubernetesAdmin',
    'GET',
    APPLICATIONS,
  );
  return answer.items.map(({ metadata, status }: any) => ({
    name: metadata.name,
    sync: status?.sync?.status ?? 'Unknown',
    health: status?.health?.status ?? 'Unknown',
    revision: status?.sync?.revision,
  }));
}

/** Waits until all Applications are Synced and Healthy, and there is none of a name. */
export async function expectQuietLab(withoutName: string): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await readApplications()
        ).filter(
          ({ name, sync, health }) =>
            name === withoutName || sync !== 'Synced' || health !== 'Healthy',
        ),
      { timeout: 90_000, message: 'the lab is quiet' },
    )
    .toEqual([]);
}

/**
 * Forbids the platform's project to hold a kind; without one, nothing beyond what it
 * always forbids. Git says nothing of that field, so that no sync takes it back.
 */
export async function forbidKind(kind?: {
  group: string;
  kind: string;
}): Promise<void> {
  const { status, message } = await askKubernetes(
    'kubernetesAdmin',
    'PATCH',
    `${PROJECT}?fieldManager=e2e&force=true`,
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'openpolicy-platform', namespace: 'argocd' },
      ...(kind && { spec: { namespaceResourceBlacklist: [kind] } }),
    },
  );
  expect(status, message).toBe(200);
}
