/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import {
  PreviewFile,
  PreviewGroup,
  RepositoryUpgrade,
  UpgradeFile,
  UpgradePlan,
} from '@openpolicy/plugin-golden-path-common';

const KINDS: Record<
  Exclude<UpgradeFile['outcome'], 'kept'>,
  PreviewFile['kind']
> = {
  added: 'new',
  changed: 'changed',
  merged: 'changed',
  conflict: 'changed',
  removed: 'removed',
};

/** What an upgrade shows of a plan. @internal */
export interface UpgradeModel {
  /** Files that change, by repository. */
  groups: PreviewGroup[];
  /** Files that people have to look at, each with why. */
  attention: UpgradeFile[];
  /** Why a repository is left as it is. */
  problems: string[];
  /** In a few words, for the review. */
  summary: string;
}

/** @internal */
export function presentUpgrade(plan: UpgradePlan): UpgradeModel {
  const { repository, delivery } = plan;
  const groups = [
    { title: 'Service repository', files: filesOf(repository) },
    {
      title: `GitOps repository, ${delivery.environment}`,
      environment: delivery.environment,
      files: filesOf(delivery),
    },
  ].filter(({ files }) => files.length > 0);
  const all = [...repository.files, ...delivery.files];
  return {
    groups,
    attention: all.filter(({ reason }) => reason !== undefined),
    problems: [repository.problem, delivery.problem].filter(
      problem => problem !== undefined,
    ),
    summary: summaryOf(all),
  };
}

function filesOf({ files }: RepositoryUpgrade): PreviewFile[] {
  return files.flatMap(({ path, outcome, before, after }) =>
    outcome === 'kept'
      ? []
      : [
          {
            path,
            content: after ?? '',
            ...(before !== undefined && { before }),
            kind: KINDS[outcome],
          },
        ],
  );
}

function summaryOf(files: readonly UpgradeFile[]): string {
  const count = (outcome: UpgradeFile['outcome']) =>
    files.filter(file => file.outcome === outcome).length;
  const changed = files.length - count('kept');
  return [
    `${changed} file${changed === 1 ? '' : 's'}`,
    `${count('merged')} merged`,
    `${count('conflict')} in conflict`,
  ].join(', ');
}
