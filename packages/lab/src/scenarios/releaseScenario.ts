/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { KubeObject } from '../cluster/KubeClient';
import { PodMode } from '../kwok/stage';
import { refreshApplication, terminateOperation } from './applications';
import { Scenario } from './types';

/** The tag after the one that runs: 1.0.0 becomes 1.0.1, anything else gets `-next`. @internal */
export function nextImage(image: string): string {
  const bare = image.split('@')[0];
  const colon = bare.lastIndexOf(':');
  const hasTag = colon > bare.lastIndexOf('/');
  const tag = hasTag ? bare.slice(colon + 1) : '';
  const [, prefix, patch] = /^(.*\.)(\d+)$/.exec(tag) ?? [];
  const next = prefix
    ? `${prefix}${Number(patch) + 1}`
    : `${tag || 'latest'}-next`;
  return `${hasTag ? bare.slice(0, colon) : bare}:${next}`;
}

/** Commits the last good release again and has Argo CD sync it. @internal */
export const revertRelease: Scenario['undo'] = async (context, service) => {
  const commit = await context.repository.revert(service);
  if (!commit) return;
  await terminateOperation(context, service);
  await refreshApplication(context, service);
};

/**
 * A scenario that is a release: a commit to the lab's Git, which Argo CD syncs and
 * the real controllers roll out.
 *
 * @param options - `mode` is what the new pods do; `deadlineSeconds` shortens the
 *   Deployment's progress deadline in the same commit, so that a stuck rollout is
 *   called so after seconds and not after minutes.
 * @internal
 */
export function releaseScenario(options: {
  name: string;
  summary: string;
  mode: PodMode;
  deadlineSeconds?: number;
  image?: (current: string) => string;
  expect: string[];
}): Scenario {
  const { name, summary, mode, deadlineSeconds, expect } = options;
  const image = options.image ?? nextImage;
  return {
    name,
    summary,
    expect,
    async apply(context, service) {
      await context.repository.revert(service);
      let released = '';
      const commit = await context.repository.changeWorkload(
        service,
        `Release ${service} (scenario ${name})`,
        workload => {
          released = releaseInto(workload, mode, image, deadlineSeconds);
        },
      );
      await refreshApplication(context, service);
      return `Committed ${commit.slice(
        0,
        8,
      )}: '${service}' releases image '${released}', whose pods behave as '${mode}'.`;
    },
    undo: revertRelease,
  };
}

function releaseInto(
  workload: KubeObject,
  mode: PodMode,
  image: (current: string) => string,
  deadlineSeconds?: number,
): string {
  const { spec } = workload;
  const container = spec.template.spec.containers[0];
  container.image = image(container.image);
  spec.template.metadata.labels = {
    ...spec.template.metadata.labels,
    'lab.mode': mode,
  };
  if (deadlineSeconds && workload.kind === 'Deployment') {
    spec.progressDeadlineSeconds = deadlineSeconds;
  }
  return container.image;
}
