/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { ScenarioContext } from './types';

const pathOf = (service: string) =>
  `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${service}`;

/** Has Argo CD look at Git now instead of at its next poll. @internal */
export async function refreshApplication(
  { kube }: ScenarioContext,
  service: string,
): Promise<void> {
  await kube.patch(pathOf(service), 'merge', {
    metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } },
  });
}

/**
 * Ends a sync that is still being retried, as `argocd app terminate-op` does, so that
 * the next commit is not kept waiting by it.
 * @internal
 */
export async function terminateOperation(
  { kube }: ScenarioContext,
  service: string,
): Promise<void> {
  const application = await kube.find(pathOf(service));
  if (application?.status?.operationState?.phase !== 'Running') return;
  await kube.patch(pathOf(service), 'merge', {
    status: { operationState: { phase: 'Terminating' } },
  });
}
