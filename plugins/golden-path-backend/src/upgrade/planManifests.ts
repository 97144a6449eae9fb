/*
 * Copyright 2026 The OpenPolicy Portal Authors
 * SPDX-License-Identifier: Apache-2.0
 */

import { UpgradeFile } from '@openpolicy/plugin-golden-path-common';
import {
  accessOf,
  AppliedChange,
  DeliveryRequest,
  GitRepository,
  planDeliveryTo,
} from '@openpolicy/plugin-golden-path-node';
import { Entity } from '@backstage/catalog-model';

/**
 * What an upgrade does to the GitOps repository of an environment, as
 * `goldenPath:deliver` will do it.
 *
 * @throws as `planDeliveryTo` and `GitRepository.open` do
 * @internal
 */
export async function planManifests(
  delivery: Pick<DeliveryRequest, 'access' | 'model' | 'target'> & {
    entity: Entity;
  },
): Promise<UpgradeFile[]> {
  const request: DeliveryRequest = {
    ...delivery,
    name: delivery.entity.metadata.name,
    mode: 'upgrade',
  };
  const repository = await GitRepository.open(accessOf(request));
  try {
    const { changes, merged } = await planDeliveryTo(repository, request);
    return changes
      .map(({ path, before, content }) => ({
        path,
        outcome: outcomeOf({ before, content }, merged.includes(path)),
        ...(before !== undefined && { before }),
        ...(content !== undefined && { after: content }),
      }))
      .sort((a, b) => (a.path < b.path ? -1 : 1));
  } finally {
    await repository.close();
  }
}

function outcomeOf(
  { before, content }: Pick<AppliedChange, 'before' | 'content'>,
  isMerged: boolean,
): UpgradeFile['outcome'] {
  if (content === undefined) {
    return 'removed';
  }
  if (before === undefined) {
    return 'added';
  }
  return isMerged ? 'merged' : 'changed';
}
