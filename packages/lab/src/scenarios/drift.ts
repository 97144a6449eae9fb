/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from '../cluster/KubeClient';
import { LabError } from '../errors';
import { nextImage } from './releaseScenario';
import { Scenario, ScenarioContext } from './types';

const pathOf = ({ namespace }: ScenarioContext, service: string) =>
  `/apis/apps/v1/namespaces/${namespace}/deployments/${service}`;

async function setImage(
  context: ScenarioContext,
  service: string,
  image: string,
): Promise<void> {
  const path = pathOf(context, service);
  const live = await context.kube.find(path);
  if (!live) {
    throw new LabError(
      `Found no Deployment '${service}' to edit in the cluster.`,
    );
  }
  const [{ name }] = live.spec.template.spec.containers;
  await context.kube.patch(
    path,
    'strategic',
    { spec: { template: { spec: { containers: [{ name, image }] } } } },
    'kubectl-edit',
  );
}

/** The image that Git says. */
async function declaredImage(context: ScenarioContext, service: string) {
  const objects = await context.repository.objects(`services/${service}`);
  const workload = objects.find(
    ({ kind }: KubeObject) => kind === 'Deployment',
  );
  return workload?.spec.template.spec.containers[0].image as string | undefined;
}

/** Somebody edits the live object. @public */
export const drift: Scenario = {
  name: 'drift',
  summary: 'Somebody edits the image of the live Deployment with kubectl.',
  expect: [
    "Argo CD 'OutOfSync' within a second, the Deployment named as the difference",
    "a rollout of the edited image, then 'Healthy'",
    "'Synced' again after Sync is pressed",
  ],
  async apply(context, service) {
    const declared = await declaredImage(context, service);
    if (!declared) {
      throw new LabError(`Found no Deployment of service '${service}' in Git.`);
    }
    const image = `${nextImage(declared)}-hotfix`;
    await setImage(context, service, image);
    return `Set the live image of Deployment '${service}' to '${image}' as kubectl-edit; Git says '${declared}'.`;
  },
  async undo(context, service) {
    const declared = await declaredImage(context, service);
    if (declared) await setImage(context, service, declared);
  },
};
